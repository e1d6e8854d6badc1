import type { IncomingContent, IncomingThread, IncomingUser } from "./import-content.ts";

/** What the Source SDK sends, read as Engage reads it (facts/engage.md §2.4). */

type Values = Record<string, unknown>;

/** The object has a field of a wrong type: the endpoint says so. A missing field is passed over in silence. */
export class InvalidResource extends Error {}

export type SdkMessage = Omit<IncomingContent, "thread" | "attachments"> & {
  /** Null in a private message that answers none. */
  threadId: string | null;
  recipient: IncomingUser | null;
  attachments: SdkAttachment[];
};
export type SdkAttachment = { url: string; type: string } | { content: string; filename: string };

const longestBody = 20_000;

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null, empty and absent are one and the same. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  if (isAbsent(value)) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new InvalidResource(name);
}

function values(from: Values, name: string): Values | undefined {
  const value = from[name];
  if (isAbsent(value)) return undefined;
  if (!isValues(value)) throw new InvalidResource(name);
  return value;
}

function list(from: Values, name: string): unknown[] {
  const value = from[name];
  if (isAbsent(value)) return [];
  if (!Array.isArray(value)) throw new InvalidResource(name);
  return value;
}

function flag(from: Values, name: string): boolean | undefined {
  const value = from[name];
  if (isAbsent(value)) return undefined;
  if (value === true || value === 1 || value === "true" || value === "1") return true;
  if (value === false || value === 0 || value === "false" || value === "0") return false;
  throw new InvalidResource(name);
}

/** ISO 8601, `06/11/2017` and milliseconds are all seen in the vendor's samples. */
function moment(from: Values, name: string): number | undefined {
  const value = from[name];
  if (isAbsent(value)) return undefined;
  const at =
    typeof value === "number"
      ? value
      : /^\d{12,}$/.test(String(value))
        ? Number(value)
        : Date.parse(String(value));
  if (Number.isNaN(at)) throw new InvalidResource(name);
  return at;
}

function genderOf(from: Values): "man" | "woman" | undefined {
  const value = text(from, "gender");
  if (value === undefined || value === "man" || value === "woman") return value;
  throw new InvalidResource("gender");
}

/** A person, or undefined when a required field is missing. */
export function readUser(from: Values, dates: "none" | "created" | "both"): IncomingUser | undefined {
  const id = text(from, "id");
  const screenname = text(from, "screenname");
  const gender = genderOf(from);
  const created = moment(from, "created_at");
  const updated = moment(from, "updated_at");
  const optional = {
    firstname: text(from, "firstname"),
    lastname: text(from, "lastname"),
    avatarUrl: text(from, "avatar_url"),
    email: text(from, "email"),
    homePhone: text(from, "home_phone"),
    mobilePhone: text(from, "mobile_phone"),
    gender,
    puppetizable: flag(from, "puppetizable"),
    contextData: values(from, "context_data"),
  };
  if (id === undefined || screenname === undefined) return undefined;
  if (dates !== "none" && created === undefined) return undefined;
  if (dates === "both" && updated === undefined) return undefined;
  return { id, screenname, ...present(optional) };
}

/** Without the fields that were not sent. */
function present<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  const sent: { [Name in keyof Fields]?: NonNullable<Fields[Name]> } = {};
  for (const name of Object.keys(fields) as (keyof Fields)[]) {
    const value = fields[name];
    if (value !== undefined && value !== null) sent[name] = value;
  }
  return sent;
}

export function readThread(from: Values): IncomingThread | undefined {
  const id = text(from, "id");
  const optional = { title: text(from, "title"), contextData: values(from, "context_data") };
  return id === undefined ? undefined : { id, ...present(optional) };
}

function readAttachment(value: unknown): SdkAttachment {
  if (!isValues(value)) throw new InvalidResource("attachments");
  const url = text(value, "url");
  if (url !== undefined) return { url, type: text(value, "type") ?? "application/octet-stream" };
  const content = text(value, "content");
  const filename = text(value, "filename");
  if (content === undefined || filename === undefined) throw new InvalidResource("attachments");
  return { content, filename };
}

export type MessageRules = {
  userDates: "none" | "created" | "both";
  isPrivate: boolean;
  /** The source has declared `messages.unthreaded`: a thread id is not asked for. */
  isUnthreaded: boolean;
  /** The format of a body that names none. */
  defaultFormat: "text" | "html";
  now: number;
};

/** A message, or undefined when a required field is missing: such are passed over without a word. */
export function readMessage(from: Values, rules: MessageRules): SdkMessage | undefined {
  const format = text(from, "format") ?? rules.defaultFormat;
  if (format !== "text" && format !== "html") throw new InvalidResource("format");
  const person = (name: string) => {
    const sent = values(from, name);
    return sent ? readUser(sent, rules.userDates) : undefined;
  };
  const id = text(from, "id");
  const author = person("author");
  const recipient = person("recipient");
  const body = text(from, "body") ?? "";
  const attachments = list(from, "attachments").map(readAttachment);
  const threadId = text(from, "thread_id");
  const structuredContent = values(from, "structured_content");
  const optional = {
    inReplyToId: text(from, "in_reply_to_id"),
    title: text(from, "title"),
    language: text(from, "language"),
    structuredContent,
    structuredReply: values(from, "structured_reply"),
  };
  const rest = {
    actions: list(from, "actions").map(String),
    foreignCategories: list(from, "categories").map(String),
    contextData: values(from, "context_data") ?? {},
    createdAt: moment(from, "created_at") ?? rules.now,
  };
  const hasText = body !== "" || attachments.length > 0 || structuredContent !== undefined;
  if (id === undefined || !author || !hasText || body.length > longestBody) return undefined;
  if (rules.isPrivate && !recipient) return undefined;
  if (!rules.isPrivate && threadId === undefined && !rules.isUnthreaded) return undefined;
  return {
    id,
    author,
    recipient: recipient ?? null,
    threadId: rules.isPrivate ? null : (threadId ?? null),
    body,
    bodyInputFormat: format,
    attachments,
    privateMessage: rules.isPrivate,
    ...rest,
    ...present(optional),
  };
}
