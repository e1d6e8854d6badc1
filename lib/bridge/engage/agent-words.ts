import "server-only";
import { createHash } from "node:crypto";
import type { AgentMessage } from "#lib/engage/source-sdk.ts";
import { htmlToText } from "#lib/handover/engage/html-to-text.ts";
import type { AgentMessagePayload, Attachment } from "#lib/handover/relay/events.ts";

/** More than anybody writes by hand; beyond it PostgreSQL could not search the text. */
const MAX_TEXT = 50_000;

export type AgentWords = {
  /** What we call the message, on each try the same. */
  externalId: string;
  payload: AgentMessagePayload;
};

/** An agent's message as the relay takes it, as plain text; null when there is nothing in it. */
export function readAgentWords(conversationId: string, message: AgentMessage): AgentWords | null {
  const attachments = message.attachments.flatMap(readAttachment);
  const text = textOf(message);
  if (text === "" && attachments.length === 0) return null;
  return {
    externalId: `${conversationId}.e${nameOf(message)}`,
    payload: {
      text,
      attachments,
      agentName: clean(message.senderName).slice(0, 200) || null,
      agentImage: null,
      createdAt: momentOf(message.createdAt),
    },
  };
}

/**
 * When it was written. Engage tells whole seconds, and a handover begins within one: its end is what is certainly not
 * before the handover that the agent answers.
 */
function momentOf(text: string): string | null {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return null;
  return new Date(at % 1_000 === 0 ? at + 999 : at).toISOString();
}

function textOf({ body, isHtml, structuredContent, attachments }: AgentMessage): string {
  const plain = isHtml ? htmlToText(body.slice(0, MAX_TEXT * 4)) : body.trim();
  const text = clean(plain);
  if (text.length > MAX_TEXT) return `${text.slice(0, MAX_TEXT).toWellFormed()} […]`;
  if (text !== "" || attachments.length > 0 || !structuredContent) return text;
  const { type, title } = structuredContent;
  if (typeof title === "string" && title.trim()) return clean(title.trim());
  return `[Content of the type ${typeof type === "string" ? type : "unknown"} cannot be shown here]`;
}

function readAttachment({ url, name }: AgentMessage["attachments"][number]): Attachment[] {
  // Only what a browser may safely follow becomes a link.
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return [];
  return [{ name: clean(name) || "File", url }];
}

/** Engage's own id where it is told; older senders are recognised by what they sent (facts/engage.md §2.4, §5). */
function nameOf({ contentId, threadId, createdAt, body }: AgentMessage): string {
  if (contentId && /^[\w-]{1,64}$/.test(contentId)) return contentId;
  return createHash("sha256")
    .update(JSON.stringify(contentId ? [contentId] : [threadId, createdAt, body]))
    .digest("hex")
    .slice(0, 32);
}

/** PostgreSQL holds neither half a surrogate pair nor a zero byte. */
const clean = (text: string) => text.toWellFormed().replaceAll("\u0000", "");
