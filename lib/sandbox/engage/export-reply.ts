import type { Sandbox } from "../sandbox.ts";
import type { Content } from "../state/engage-conversation-model.ts";
import type { Source } from "../state/engage-model.ts";
import { asRecord, asText, isRecord } from "../wire/values.ts";
import { callSource } from "./call-source.ts";
import { hasOption, implementsVerb } from "./implementation-info.ts";
import { isoSeconds } from "./object-id.ts";
import { markExported, markExportFailed } from "./reply-content.ts";

/** create, delete, publish and unpublish are tried three times and then given up (facts/engage.md §2.2). */
export const mostTries = 3;

/** Replies of agents that the source has not taken yet and that may be tried now, oldest first in each thread. */
export function dueReplies(sandbox: Sandbox, sourceId: string): Content[] {
  const { store } = sandbox;
  const now = store.now();
  const blocked = new Set<string>();
  return store.engage.contents.where("synchronization", `${sourceId} export_pending`).filter((content) => {
    if (blocked.has(content.threadId)) return false;
    // What was written later waits for what was written before it.
    const isDue =
      content.exportAttempts === 0 ||
      content.updatedAt + store.switches.engageReplyRetrySeconds * 1000 <= now;
    if (!isDue) blocked.add(content.threadId);
    return isDue;
  });
}

/** One try to bring a reply to its source. */
export async function exportReply(sandbox: Sandbox, source: Source, content: Content): Promise<void> {
  const collection = content.privateMessage ? "private_messages" : "messages";
  const failed = (error: string, isFinal: boolean) =>
    void markExportFailed(sandbox, content, error, isFinal || content.exportAttempts + 1 >= mostTries);
  if (!implementsVerb(source, collection, "create")) {
    failed(`the source does not implement ${collection}.create`, true);
    return;
  }
  const answer = await callSource(
    sandbox,
    source,
    `${collection}.create`,
    replyParams(sandbox, source, content),
  );
  if (sandbox.background.stopped.aborted || !sandbox.store.engage.contents.get(content.id)) return;
  if (!answer.ok) {
    failed(answer.error, false);
    return;
  }
  const said = asRecord(answer.body);
  if (isRecord(said.error)) {
    failed(asText(said.error.message) ?? "the source refused the message", said.error.fatal === true);
    return;
  }
  const foreignId = asText(said.id);
  if (foreignId === undefined || foreignId === "") {
    failed("the answer has no id", false);
    return;
  }
  markExported(sandbox, content, foreignId);
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** What the agent typed as the editor of Engage would send it: a paragraph per block, a break per line. */
function asHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => `<p>${escapeHtml(block).replaceAll("\n", "<br>")}</p>`)
    .join("");
}

/** The name the customer sees, by the source's template such as `{{firstname}} {{lastname}}`. */
function senderName(sandbox: Sandbox, source: Source, content: Content): string | null {
  const user = sandbox.store.engage.users.get(content.creatorId ?? "");
  if (!user) return null;
  const values: Record<string, string> = {
    firstname: user.firstname,
    lastname: user.lastname,
    nickname: user.nickname,
  };
  return source.fromName.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? "").trim();
}

/** The params of messages.create towards a source; ids of authors, threads and messages are those of the other side (§2.4). */
function replyParams(sandbox: Sandbox, source: Source, content: Content): Record<string, unknown> {
  const { engage, switches } = sandbox.store;
  const isText = switches.engageReplyFormat === "declared" && hasOption(source, "messages.text");
  const answered = engage.contents.get(content.inReplyToId ?? "");
  const author = (id: string | undefined) => engage.identities.get(id ?? "")?.foreignId ?? null;
  const isWritten = content.bodyInputFormat === "html";
  const params = {
    author_id: author(content.authorId),
    body: isText || isWritten ? content.body : asHtml(content.body),
    created_at: isoSeconds(content.createdAt),
    format: isText ? "text" : "html",
    in_reply_to_id: answered?.foreignId ?? null,
    ...(content.privateMessage
      ? { recipient_id: author(answered?.authorId) }
      : { thread_id: engage.threads.get(content.threadId)?.foreignId ?? null }),
    title: content.title,
    updated_at: isoSeconds(content.createdAt),
  };
  if (switches.engageReplyFields === "captured") return params;
  const attachments = content.attachments.map((file) => ({
    url: file.url,
    type: file.contentType,
    filename: file.filename,
  }));
  return {
    ...params,
    attachments,
    content_id: content.id,
    retry: content.exportAttempts > 0,
    sender_name: senderName(sandbox, source, content),
    ...(content.structuredContent === null ? {} : { structured_content: content.structuredContent }),
  };
}
