import { cleanContextData } from "./mapping.ts";

/** Largest request (facts/engage.md §2.3). */
export const MAX_REQUEST_BYTES = 20_971_520;
/** Longest text of a message (§2.4). */
export const MAX_BODY_CHARS = 20_000;

export type RealtimeAction =
  | "messages.create"
  | "users.create"
  | "threads.create"
  | "typing.start"
  | "typing.stop"
  | "status.mark_as_read";

/** One thing to tell Engage. Made by the functions below. */
export interface RealtimeCall {
  readonly action: RealtimeAction;
  readonly params: Readonly<Record<string, unknown>>;
}

/** An author. The same id is the same identity in Engage (§2.4). */
export interface RealtimeUser {
  readonly id: string;
  readonly screenname: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly avatar_url?: string;
  readonly email?: string;
  readonly home_phone?: string;
  readonly mobile_phone?: string;
  readonly gender?: "man" | "woman";
  /** True for bot and agents, whom Engage may write as; never for the visitor, whose messages must count as a customer's (§5). */
  readonly puppetizable: boolean;
  /** Keys are cleaned. */
  readonly contextData?: Readonly<Record<string, unknown>>;
  readonly createdAt?: Date;
}

export interface RealtimeMessage {
  /** Ours. The same id is the same message, so it can be sent again. */
  readonly id: string;
  readonly threadId: string;
  readonly author: RealtimeUser;
  /** Plain text, at most `MAX_BODY_CHARS`; see `splitBody`. */
  readonly body: string;
  readonly createdAt: Date;
  readonly inReplyToId?: string;
  readonly language?: string;
  readonly attachments?: readonly { readonly url: string; readonly type?: string }[];
  /** External names, not ids; without a rule in Engage they do nothing (§5). */
  readonly categories?: readonly string[];
  /** Shown on the thread. Keys are cleaned. */
  readonly contextData?: Readonly<Record<string, unknown>>;
  readonly structuredContent?: Readonly<Record<string, unknown>>;
}

export function createMessage(message: RealtimeMessage): RealtimeCall {
  const createdAt = iso(message.createdAt);
  return {
    action: "messages.create",
    params: present({
      id: message.id,
      thread_id: message.threadId,
      in_reply_to_id: message.inReplyToId,
      author: userParams(message.author, message.createdAt),
      body: message.body,
      // HTML is the default, and a visitor's "<" must not become a tag.
      format: "text",
      // Agents can answer only what says that it can be answered (§2.2).
      actions: ["show", "reply"],
      attachments: message.attachments?.length ? message.attachments : undefined,
      categories: message.categories?.length ? message.categories : undefined,
      context_data: contextData(message.contextData),
      language: message.language,
      structured_content: message.structuredContent,
      created_at: createdAt,
      updated_at: createdAt,
    }),
  };
}

/** Makes an identity before its first message, or changes it. */
export function createUser(user: RealtimeUser, at: Date): RealtimeCall {
  return { action: "users.create", params: userParams(user, at) };
}

/** A thread without a content of its own, for sources with the option `threads.no_content`. */
export function createThread(thread: { readonly id: string; readonly title: string }): RealtimeCall {
  return {
    action: "threads.create",
    params: { id: thread.id, title: thread.title, actions: ["show", "reply"] },
  };
}

/** The visitor types. Engage takes one in two seconds for each thread, and demands a preview (§2.3). */
export function startTyping(threadId: string, preview = "…"): RealtimeCall {
  return { action: "typing.start", params: { thread_id: threadId, preview } };
}

export function stopTyping(threadId: string): RealtimeCall {
  return { action: "typing.stop", params: { thread_id: threadId } };
}

/** The visitor has seen an agent's message; takes the id that we answered when Engage gave it to us (§2.4). */
export function markAsRead(ourMessageId: string): RealtimeCall {
  return { action: "status.mark_as_read", params: { id: ourMessageId } };
}

/** A long text in parts that Engage takes, cut at a line, else a blank, never within a character. */
export function splitBody(body: string, maxChars: number = MAX_BODY_CHARS): string[] {
  const parts: string[] = [];
  let rest = body;
  while (rest.length > maxChars) {
    const head = rest.slice(0, maxChars);
    const line = head.lastIndexOf("\n");
    const blank = head.lastIndexOf(" ");
    const wanted = line > maxChars / 2 ? line : blank > maxChars / 2 ? blank : maxChars;
    // The second half of a surrogate pair must not start a part.
    const at = /[\uDC00-\uDFFF]/.test(rest.charAt(wanted)) ? wanted - 1 : wanted;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).replace(/^[\n ]/, "");
  }
  return [...parts, rest];
}

function userParams(user: RealtimeUser, at: Date): Record<string, unknown> {
  const { contextData: data, createdAt, ...fields } = user;
  const stamp = iso(createdAt ?? at);
  return present({ ...fields, context_data: contextData(data), created_at: stamp, updated_at: iso(at) });
}

function contextData(data: Readonly<Record<string, unknown>> | undefined): unknown {
  const clean = cleanContextData(data ?? {});
  return Object.keys(clean).length > 0 ? clean : undefined;
}

/** Seconds, as all examples of the vendor have it. */
const iso = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, "Z");

/** Without what is empty: for Engage null, empty and absent are one (§2.4). */
function present(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined && value !== ""),
  );
}
