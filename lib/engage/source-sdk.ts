import "server-only";
import * as z from "zod";
import { SIGNATURE_HEADER, signBody } from "./sign.ts";

/** What a field may hold where the vendor's pages disagree on text and number. */
const id = z.union([z.string().min(1), z.number().transform(String)]);
const optionalId = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value || null);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const flag = z
  .union([z.boolean(), z.string().transform((word) => /^(true|1)$/i.test(word))])
  .nullish()
  .transform((value) => value ?? false);

/** A call of Engage on our Base URI (facts/engage.md §2.1). */
export const sdkRequest = z.object({
  action: z.string().regex(/^[\w-]+\.[\w-]+$/),
  params: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((params) => params ?? {}),
  time: text,
});

export type SdkRequest = z.infer<typeof sdkRequest>;

const attachment = z
  .object({ url: z.string().min(1), type: text, filename: text })
  .transform(({ url, type, filename }) => ({ url, type, name: filename }));

/** An agent's message. Older senders leave out `content_id`, `retry` and `sender_name` (§2.4). */
export const agentMessage = z
  .object({
    author_id: optionalId,
    body: text,
    content_id: optionalId,
    created_at: z.union([z.string(), z.number().transform((ms) => new Date(ms).toISOString())]).nullish(),
    format: text,
    in_reply_to_id: optionalId,
    thread_id: optionalId,
    sender_name: text,
    retry: flag,
    attachments: z
      .array(attachment)
      .nullish()
      .transform((all) => all ?? []),
    structured_content: z.record(z.string(), z.unknown()).nullish(),
  })
  .transform((params) => ({
    /** Our id of the identity the agent wrote as. */
    authorId: params.author_id,
    body: params.body,
    /** HTML unless our endpoint declared `messages.text`, and then it is said. */
    isHtml: params.format.toLowerCase() !== "text",
    /** Engage's id: the same on each try. Null from older senders. */
    contentId: params.content_id,
    createdAt: params.created_at ?? "",
    inReplyToId: params.in_reply_to_id,
    /** Our id of the conversation. */
    threadId: params.thread_id,
    senderName: params.sender_name,
    retry: params.retry,
    attachments: params.attachments,
    structuredContent: params.structured_content ?? null,
  }));

export type AgentMessage = z.infer<typeof agentMessage>;

const seconds = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? null);

/** A place in the queue. Either number may be missing (§4). */
export const queuingUpdate = z
  .object({
    estimated_wait_time: seconds,
    position: seconds,
    thread_id: optionalId,
    in_reply_to_id: optionalId,
  })
  .transform((params) => ({
    /** Seconds; bots read milliseconds: `waitMs` (E-81). */
    estimatedWaitSeconds: params.estimated_wait_time,
    position: params.position,
    threadId: params.thread_id,
    inReplyToId: params.in_reply_to_id,
  }));

export type QueuingUpdate = z.infer<typeof queuingUpdate>;

/** An agent types, or stops. Its form towards us is not documented, so either id may be there (§2.2). */
export const typing = z
  .object({ thread_id: optionalId, in_reply_to_id: optionalId })
  .transform((params) => ({ threadId: params.thread_id, inReplyToId: params.in_reply_to_id }));

/** `delete`, `destroy`, `publish`, `unpublish` and `show` name one object of ours. */
export const objectRef = z.object({ id });

/** `since_id` is absent the first time. */
export const listParams = z
  .object({ since_id: optionalId })
  .transform((params) => ({ sinceId: params.since_id }));

/** What we are asked for, by kind; the verb of removing has two names in the vendor's pages (§2.2). */
export function kindOf(
  action: string,
):
  | "info"
  | "list"
  | "show"
  | "message"
  | "delete"
  | "queue"
  | "typing-start"
  | "typing-stop"
  | "publish"
  | "unknown" {
  if (action === "implementation.info") return "info";
  if (action === "messaging.queuing_update") return "queue";
  if (action === "typing.start" || action === "typing.stop")
    return action === "typing.start" ? "typing-start" : "typing-stop";
  const [object = "", verb = ""] = action.split(".");
  if (!["messages", "private_messages", "threads"].includes(object)) return "unknown";
  if (verb === "list" || verb === "show") return verb;
  if (verb === "create") return object === "threads" ? "unknown" : "message";
  if (verb === "delete" || verb === "destroy") return "delete";
  return verb === "publish" || verb === "unpublish" ? "publish" : "unknown";
}

/**
 * What our endpoint can do. Queue updates are asked for only where somebody wants them (E-70); they come in task mode alone. Plain text, so
 * that agents' words arrive without tags (§2.2, §5).
 */
export function implementationInfo(options: { readonly queueUpdates: boolean }): Record<string, unknown> {
  return {
    objects: {
      messages: ["create", "show", "list", "reply", "delete"],
      threads: ["show", "list"],
      status: ["mark_as_read"],
    },
    options: [
      "view.messaging",
      "messages.text",
      "messages.no_title",
      "threads.no_content",
      "messaging.typing_indicator",
      "messages.attachments",
      ...(options.queueUpdates ? ["messaging.queuing_update"] : []),
    ],
  };
}

/** Nothing to import: all we have is pushed, and what is listed would be imported again (§5). */
export const EMPTY_LIST: readonly never[] = [];

/** An agent's message is taken; the id is ours and comes back in `status.mark_as_read` (§2.4). */
export const createdAnswer = (ourId: string): Record<string, unknown> => ({ id: ourId });

/** A failure of one object. Engage tries again unless it is fatal (§2.2). */
export const failedAnswer = (message: string, fatal: boolean): Record<string, unknown> => ({
  error: { fatal, message },
});

export interface SignedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer with the signature over its own bytes: sources with "Verify signature" ticked take no other. */
export function signedAnswer(answer: unknown, token: string, status = 200): SignedAnswer {
  const body = Buffer.from(JSON.stringify(answer));
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      [SIGNATURE_HEADER]: signBody(body, token),
    },
    body,
  };
}
