import "server-only";
import { createHash } from "node:crypto";
import * as z from "zod";
import type { AgentMessagePayload, Attachment } from "#lib/handover/relay/events.ts";

/**
 * What CXone delivers for an agent is documented so thinly that middlewares look for the thread in five places and
 * for the text in four (facts/cxone.md §9.6). Known variants are read, unknown fields passed over, and a field of the
 * wrong type counts as missing.
 */
const text = z
  .unknown()
  .transform((value): string | undefined => {
    if (typeof value === "number") return String(value);
    // PostgreSQL holds neither half a surrogate pair nor a zero byte.
    return typeof value === "string" ? value.toWellFormed().replaceAll("\u0000", "") : undefined;
  })
  .optional();
const thing = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape).partial().optional().catch(undefined);
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).optional().catch(undefined);

const reference = thing({ idOnExternalPlatform: text, name: text });
const content = z
  .union([
    z
      .string()
      .transform((value) => ({ type: "TEXT", text: value, fallbackText: undefined, payload: undefined })),
    z.object({ type: text, text, fallbackText: text, payload: thing({ text }) }).partial(),
  ])
  .optional()
  .catch(undefined);
const attachment = thing({ friendlyName: text, name: text, fileName: text, url: text });
const person = thing({
  firstName: text,
  surname: text,
  lastName: text,
  nickname: text,
  name: text,
  imageUrl: text,
  image: text,
});

const message = {
  id: text,
  messageId: text,
  idOnExternalPlatform: text,
  createdAtWithMilliseconds: text,
  createdAt: text,
  threadIdOnExternalPlatform: text,
  messageContent: content,
  content,
  text,
  attachments: listOf(attachment),
  replyToMessage: reference,
  thread: reference,
  authorUser: person,
  user: person,
};

type Message = Partial<z.infer<z.ZodObject<typeof message>>>;

const delivery = z.object({
  ...message,
  message: z
    .union([z.string().transform((value): Message => ({ text: value })), z.object(message).partial()])
    .optional()
    .catch(undefined),
  externalId: text,
  recipient: reference,
  endUserRecipients: listOf(reference),
  recipients: listOf(reference),
  endUserIdentities: listOf(reference),
  authorEndUserIdentity: reference,
});

export type Reply = AgentMessagePayload & {
  /** Ids that may name our conversation, the likeliest first. */
  targets: string[];
  /** The recipients as delivered, to be named in the answer. */
  recipients: { idOnExternalPlatform: string; name?: string }[];
  /** Equal for two deliveries of one message, different for two messages. */
  fingerprint: string;
};

/** Without an id or a time, equal deliveries within this long are taken for one. */
const BLIND_WINDOW_MS = 60_000;

/**
 * Reads an agent's message out of a delivery; undefined when it has neither text nor attachment.
 *
 * CXone sends no message id on this side of the wire and no idempotency key (facts/cxone.md §3.3.7), so the
 * fingerprint is made of everything in the delivery that differs between two messages and is the same in a repeat:
 * ids and times where they are present, the message it answers, text and attachments (without the signature in their
 * addresses, which is new each time). An agent who writes "ok" twice is told apart by the time. A delivery that
 * carries neither id nor time can only be told apart by when it comes: in one minute, equal ones count as repeats.
 */
export function parseReply(body: Record<string, unknown>, receivedAt: Date): Reply | undefined {
  const parsed = delivery.parse(body);
  const inner = parsed.message;
  const bodies: Message[] = inner ? [parsed, inner] : [parsed];
  const first = <T>(pick: (from: Message) => T | undefined): T | undefined => {
    for (const from of bodies) {
      const found = pick(from);
      if (found !== undefined && found !== "") return found;
    }
    return undefined;
  };

  const attachments = attachmentsOf(
    first((from) => (from.attachments?.length ? from.attachments : undefined)) ?? [],
  );
  const type = first((from) => from.messageContent?.type ?? from.content?.type) ?? "TEXT";
  const written = first(
    (from) =>
      from.messageContent?.payload?.text ||
      from.messageContent?.text ||
      from.content?.payload?.text ||
      from.content?.text ||
      from.text ||
      from.messageContent?.fallbackText ||
      from.content?.fallbackText,
  );
  const unsupported = first((from) => from.messageContent ?? from.content) && type !== "TEXT";
  if (!written && attachments.length === 0 && !unsupported) return undefined;
  const shown =
    written ?? (attachments.length > 0 ? "" : `[Content of the type ${type} cannot be shown here]`);

  const author = first((from) => from.authorUser ?? from.user);
  const createdAt = isoOf(first((from) => from.createdAtWithMilliseconds) ?? first((from) => from.createdAt));
  const ids = bodies.flatMap((from) => [from.id, from.messageId, from.idOnExternalPlatform]);
  const replyTo = first((from) => from.replyToMessage?.idOnExternalPlatform);
  const known = ids.some(Boolean) || createdAt !== null;
  const blind = known ? null : Math.floor(receivedAt.getTime() / BLIND_WINDOW_MS);
  const stableLinks = attachments.map(({ name, url }) => [name, url.split(/[?#]/)[0]]);
  const fingerprint = createHash("sha256")
    .update(
      JSON.stringify([ids.map((id) => id ?? null), createdAt, replyTo ?? null, shown, stableLinks, blind]),
    )
    .digest("hex")
    .slice(0, 32);

  const people = [...(parsed.endUserRecipients ?? []), ...(parsed.recipients ?? [])].flatMap(
    (one) => one ?? [],
  );
  return {
    text: shown,
    attachments,
    agentName: nameOf(author),
    agentImage: imageOf(author),
    createdAt,
    fingerprint,
    recipients: people.flatMap(({ idOnExternalPlatform, name }) =>
      idOnExternalPlatform ? [{ idOnExternalPlatform, ...(name ? { name } : {}) }] : [],
    ),
    targets: [
      first((from) => from.thread?.idOnExternalPlatform),
      first((from) => from.threadIdOnExternalPlatform),
      replyTo,
      ...people.map((one) => one.idOnExternalPlatform),
      parsed.recipient?.idOnExternalPlatform,
      ...(parsed.endUserIdentities ?? []).map((one) => one?.idOnExternalPlatform),
      parsed.authorEndUserIdentity?.idOnExternalPlatform,
      parsed.externalId,
    ].filter((target) => target !== undefined),
  };
}

function attachmentsOf(items: readonly z.infer<typeof attachment>[]): Attachment[] {
  return items.flatMap((item) => {
    // Only what a browser may safely follow becomes a link.
    if (!item?.url || !/^https?:\/\//i.test(item.url) || !URL.canParse(item.url)) return [];
    return [{ name: item.friendlyName || item.name || item.fileName || "File", url: item.url }];
  });
}

function nameOf(author: z.infer<typeof person>): string | null {
  const full = [author?.firstName, author?.surname ?? author?.lastName].filter(Boolean).join(" ");
  return author?.nickname || full || author?.name || null;
}

function imageOf(author: z.infer<typeof person>): string | null {
  const image = author?.imageUrl || author?.image;
  return image && /^https?:\/\//i.test(image) ? image : null;
}

function isoOf(value: string | undefined): string | null {
  const time = value ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
