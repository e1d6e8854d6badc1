import { setTimeout as wait } from "node:timers/promises";
import type { Sandbox } from "../sandbox.ts";
import type { ContentAttachment, PendingImport } from "../state/engage-conversation-model.ts";
import type { Source } from "../state/engage-model.ts";
import { importContent, importIdentity, importThread } from "./import-content.ts";
import { objectId } from "./object-id.ts";
import { readMessage, readThread, readUser, type SdkAttachment } from "./sdk-objects.ts";
import { attachmentView } from "./views-talk.ts";

/**
 * What realtime has said "ok" to waits here for its import, so that a look-up right afterwards finds nothing yet. It
 * is kept in the state: a restart loses none.
 */
export function queueImport(
  sandbox: Sandbox,
  source: Source,
  action: string,
  params: Record<string, unknown>,
): void {
  const { store } = sandbox;
  const id = objectId(store.now());
  const dueAt = Date.now() + store.switches.engageImportDelayMs;
  const row = store.engage.pendingImports.put(id, { id, sourceId: source.id, action, params, dueAt });
  if (dueAt <= Date.now()) flushImports(sandbox, source.id);
  else schedule(sandbox, row);
}

function schedule(sandbox: Sandbox, row: PendingImport): void {
  sandbox.background.run(`engage import ${row.sourceId}`, async () => {
    const pause = row.dueAt - Date.now();
    if (pause > 0) await wait(pause, undefined, { signal: sandbox.background.stopped });
    carryOut(sandbox, row.id);
    sandbox.store.flush();
  });
}

/** Takes up what was waiting when the sandbox stopped. */
export function resumeImports(sandbox: Sandbox): void {
  for (const row of sandbox.store.engage.pendingImports.list()) schedule(sandbox, row);
}

/** Imports everything that waits (of one source), in order, at once; the answer is how many there were. */
export function flushImports(sandbox: Sandbox, sourceId?: string): number {
  const waiting = sandbox.store.engage.pendingImports
    .list()
    .filter((row) => sourceId === undefined || row.sourceId === sourceId);
  for (const row of waiting) carryOut(sandbox, row.id);
  return waiting.length;
}

function carryOut(sandbox: Sandbox, id: string): void {
  const { engage } = sandbox.store;
  const row = engage.pendingImports.get(id);
  if (!row) return;
  engage.pendingImports.remove(id);
  const source = engage.sources.get(row.sourceId);
  if (source?.active) importObject(sandbox, source, row.action, row.params);
}

function keepAttachment(sandbox: Sandbox, attachment: SdkAttachment): ContentAttachment {
  const { store } = sandbox;
  const now = store.now();
  const id = objectId(now);
  if ("url" in attachment) {
    const filename = attachment.url.split(/[?#]/)[0]?.split("/").at(-1) || "attachment";
    return { id, filename, contentType: attachment.type, size: 0, url: attachment.url, createdAt: now };
  }
  const { content, filename } = attachment;
  const size = Buffer.from(content, "base64").length;
  const contentType = "application/octet-stream";
  const stamps = { createdAt: now, updatedAt: now };
  const row = store.engage.attachments.put(id, {
    id,
    filename,
    contentType,
    size,
    isPublic: false,
    content,
    ...stamps,
  });
  return { id, filename, contentType, size, createdAt: now, url: attachmentView(sandbox, row).url };
}

/** The rules under which a source's messages are read, as its implementation has declared them. */
export function messageRules(sandbox: Sandbox, source: Source, isPrivate: boolean) {
  const options = source.implementation?.options ?? [];
  const name = isPrivate ? "private_messages" : "messages";
  return {
    userDates: sandbox.store.switches.engageUserDates,
    isPrivate,
    isUnthreaded: options.includes("messages.unthreaded"),
    defaultFormat: options.includes(`${name}.text`) ? ("text" as const) : ("html" as const),
    now: sandbox.store.now(),
  };
}

function importObject(
  sandbox: Sandbox,
  source: Source,
  action: string,
  params: Record<string, unknown>,
): void {
  const { engage, switches } = sandbox.store;
  if (action === "users.create") {
    const user = readUser(params, switches.engageUserDates);
    if (user) importIdentity(sandbox, source, user);
    return;
  }
  if (action === "threads.create") {
    const thread = readThread(params);
    if (thread) importThread(sandbox, source, thread);
    return;
  }
  if (action === "status.mark_as_read") {
    const content = engage.contents.where("foreign", `${source.id} ${params.id}`)[0];
    if (content) engage.contents.update(content.id, { readAt: sandbox.store.now() });
    return;
  }
  const isPrivate = action === "private_messages.create";
  const message = readMessage(params, messageRules(sandbox, source, isPrivate));
  if (!message) return;
  if (message.recipient) importIdentity(sandbox, source, message.recipient);
  const answered = engage.contents.where("foreign", `${source.id} ${message.inReplyToId ?? ""}`)[0];
  const answeredThread = answered && engage.threads.get(answered.threadId)?.foreignId;
  importContent(sandbox, source, {
    ...message,
    // Without a thread of its own a message joins the one it answers, or begins one under its own id.
    thread: { id: message.threadId ?? answeredThread ?? message.id },
    attachments: message.attachments.map((one) => keepAttachment(sandbox, one)),
  });
}
