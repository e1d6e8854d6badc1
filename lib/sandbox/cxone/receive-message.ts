import type { Sandbox } from "../sandbox.ts";
import type {
  Attachment,
  Case,
  Channel,
  Identity,
  Message,
  Recipient,
  Thread,
} from "../state/digital-model.ts";
import {
  asArray,
  asBoolean,
  asInteger,
  asRecord,
  asText,
  isRecord,
  type JsonRecord,
} from "../wire/values.ts";
import { openCase, queueCase, runningCase, setCaseStatus } from "./routing.ts";

export const contentTypes = ["TEXT", "PLUGIN", "QUICK_REPLIES", "LIST_PICKER", "RICH_LINK", "ADAPTIVE_CARD"];

type Problem = { field: string; message: string };

export function messageContentProblems(content: unknown): Problem[] {
  const field = "messageContent";
  if (!isRecord(content)) return [{ field, message: "This value should not be blank." }];
  if (!contentTypes.includes(String(content.type)))
    return [{ field: `${field}.type`, message: "The value you selected is not a valid choice." }];
  if (!isRecord(content.payload))
    return [{ field: `${field}.payload`, message: "This value should not be blank." }];
  if (content.type === "TEXT" && typeof content.payload.text !== "string") {
    return [{ field: `${field}.payload.text`, message: "This value should be of type string." }];
  }
  return [];
}

export function identityProblems(identity: unknown, field: string): Problem[] {
  if (!isRecord(identity) || !asText(identity.idOnExternalPlatform)) {
    return [{ field: `${field}.idOnExternalPlatform`, message: "This value should not be blank." }];
  }
  return [];
}

export function attachmentProblems(attachments: unknown): Problem[] {
  if (attachments == null) return [];
  const good =
    Array.isArray(attachments) &&
    attachments.every((one) => isRecord(one) && asText(one.url) && asText(one.friendlyName));
  return good ? [] : [{ field: "attachments", message: "Every attachment needs friendlyName and url." }];
}

export function readContent(content: JsonRecord): Message["messageContent"] {
  const fallbackText = asText(content.fallbackText);
  const postback = asText(content.postback);
  return {
    type: String(content.type),
    payload: asRecord(content.payload),
    ...(fallbackText === undefined ? {} : { fallbackText }),
    ...(postback === undefined ? {} : { postback }),
  };
}

export function readIdentity(value: unknown): Identity {
  const record = asRecord(value);
  const identity: Identity = { idOnExternalPlatform: asText(record.idOnExternalPlatform) ?? "" };
  for (const name of ["firstName", "lastName", "nickname", "image"] as const) {
    const text = asText(record[name]);
    if (text !== undefined) identity[name] = text;
  }
  return identity;
}

export function readAttachments(value: unknown): Attachment[] {
  return asArray(value).map((one) => ({
    friendlyName: asText(asRecord(one).friendlyName) ?? "",
    url: asText(asRecord(one).url) ?? "",
  }));
}

export function readCustomFields(sandbox: Sandbox, value: unknown): Case["customFields"] {
  const updatedAt = new Date(sandbox.store.now()).toISOString();
  return asArray(value).flatMap((one) => {
    const ident = asText(asRecord(one).ident);
    return ident ? [{ ident, value: asText(asRecord(one).value) ?? "", updatedAt }] : [];
  });
}

export function mergeCustomFields(
  before: Case["customFields"],
  change: Case["customFields"],
): Case["customFields"] {
  const merged = new Map(before.map((field) => [field.ident, field]));
  for (const field of change) merged.set(field.ident, field);
  return [...merged.values()];
}

/** The thread of a channel with this external id; made when there is none yet. */
export function threadOf(
  sandbox: Sandbox,
  channel: Channel,
  externalId: string,
  name: string | null,
): Thread {
  const id = `${channel.id}_${externalId}`;
  const existing = sandbox.store.threads.get(id);
  if (existing) return existing;
  return sandbox.store.threads.put(id, {
    id,
    channelId: channel.id,
    idOnExternalPlatform: externalId,
    threadName: name,
    canAddMoreMessages: true,
    typingUntil: 0,
  });
}

export type Received = { row: Case; message: Message; isNew: boolean };

/** A message of this channel with this external id, if there is one already. */
export function knownMessage(sandbox: Sandbox, channel: Channel, externalId: string): Received | null {
  const message = sandbox.store.messages.where("external", `${channel.id} ${externalId}`)[0];
  const row = message && sandbox.store.cases.get(message.caseId);
  return message && row ? { row, message, isNew: false } : null;
}

/**
 * Stores a message from outside and creates thread, customer and case as needed (facts/cxone.md §3.4). A closed case
 * is not reopened: the next message starts a new one. A resolved case opens again.
 */
export function receiveMessage(
  sandbox: Sandbox,
  channel: Channel,
  externalId: string,
  body: JsonRecord,
): Received {
  const { store } = sandbox;
  const threadBody = asRecord(body.thread);
  const author = readIdentity(body.authorEndUserIdentity ?? body.authorCustomerIdentity);
  const thread = threadOf(
    sandbox,
    channel,
    asText(threadBody.idOnExternalPlatform) ?? author.idOnExternalPlatform,
    asText(threadBody.threadName) ?? null,
  );
  const direction = body.direction === "outbound" ? "outbound" : "inbound";
  let row = runningCase(sandbox, thread) ?? openCase(sandbox, channel, thread, author);
  if (direction === "inbound" && row.status === "resolved") row = setCaseStatus(sandbox, row, "open", "api");

  const contact = asRecord(body.contact);
  if (Array.isArray(contact.customFields)) {
    const customFields = mergeCustomFields(row.customFields, readCustomFields(sandbox, contact.customFields));
    row = store.cases.update(row.id, { customFields });
  }
  const skillId = asInteger(contact.skillId);
  if (skillId !== undefined && store.skills.get(skillId)) row = queueCase(sandbox, row, skillId);

  const recipients = asArray(body.recipients)
    .map(asRecord)
    .filter((one) => asText(one.idOnExternalPlatform)) as unknown as Recipient[];
  const created = asText(body.createdAtWithMilliseconds);
  const id = crypto.randomUUID();
  const message = store.messages.put(id, {
    id,
    idOnExternalPlatform: externalId,
    channelId: channel.id,
    caseId: row.id,
    threadId: thread.id,
    direction,
    sentBy: direction === "inbound" ? "customer" : "api",
    author,
    agentId: null,
    title: asText(body.title) ?? null,
    messageContent: readContent(asRecord(body.messageContent)),
    attachments: readAttachments(body.attachments),
    recipients,
    replyToMessage: asText(asRecord(body.replyToMessage).idOnExternalPlatform)
      ? { idOnExternalPlatform: String(asRecord(body.replyToMessage).idOnExternalPlatform) }
      : null,
    url: asText(body.url) ?? null,
    createdAt: created ? Date.parse(created) : store.now(),
    tagIds: asArray(body.tagIds).flatMap((tag) => asInteger(tag) ?? []),
    customerStatus: null,
    delivery: null,
  });
  if (asBoolean(body.deletedOnExternalPlatform))
    store.messages.update(id, { messageContent: { type: "TEXT", payload: { text: "" } } });
  return { row: store.cases.get(row.id) ?? row, message, isNew: true };
}
