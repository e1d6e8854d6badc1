import "server-only";
import * as z from "zod";
import { parseAnswer, textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";
import { type Contact, contact } from "./contacts.ts";
import { CxoneError } from "./errors.ts";

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? "");

export const message = z.object({
  id: text,
  idOnExternalPlatform: textOrEmpty,
  direction: textOrEmpty,
  threadIdOnExternalPlatform: textOrEmpty,
  contactNumber: text,
  /** Of a mail, its subject. */
  title: textOrEmpty,
  channel: z
    .object({ id: text })
    .nullish()
    .transform((value) => value ?? null),
  createdAtWithMilliseconds: textOrEmpty,
});

export type Message = z.infer<typeof message>;

const posted = z.object({ consumerContact: contact, message });

export interface PostedMessage {
  /** Null when CXone knew the message already and answered 409: `message.contactNumber` names it then. */
  readonly consumerContact: Contact | null;
  readonly message: Message;
}

export interface InboundMessage {
  /** Ours and unique in the channel: what makes a repetition recognisable. */
  readonly idOnExternalPlatform: string;
  readonly createdAt: Date;
  readonly thread: { readonly idOnExternalPlatform: string; readonly threadName?: string };
  readonly text: string;
  /** "outbound" records what the bot told the end user; it is not delivered again. Default "inbound". */
  readonly direction?: "inbound" | "outbound";
  readonly author: {
    readonly idOnExternalPlatform: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly nickname?: string;
    readonly image?: string;
  };
  readonly attachments?: readonly { readonly friendlyName: string; readonly url: string }[];
  /** Custom fields of the contact (H-41). */
  readonly contactCustomFields?: readonly { readonly ident: string; readonly value: string }[];
}

/**
 * Posts what the end user wrote. CXone makes thread, customer and contact as needed. A message id it knows already is not posted
 * twice: depending on the tenant it answers the first one, or 409, which is then looked up. Not repeated by itself:
 * after an unclear failure look with `findMessageByExternalId` first.
 */
export async function postInboundMessage(
  client: CxoneClient,
  channelId: string,
  input: InboundMessage,
): Promise<PostedMessage> {
  const operation = "cxone.messages.post";
  const response = await client.request({
    operation,
    api: "dfo",
    method: "POST",
    path: `channels/${encodeURIComponent(channelId)}/messages`,
    body: {
      idOnExternalPlatform: input.idOnExternalPlatform,
      direction: input.direction ?? "inbound",
      createdAtWithMilliseconds: input.createdAt.toISOString(),
      thread: input.thread,
      messageContent: { type: "TEXT", payload: { text: input.text } },
      authorEndUserIdentity: input.author,
      ...(input.attachments?.length ? { attachments: input.attachments } : {}),
      ...(input.contactCustomFields?.length ? { contact: { customFields: input.contactCustomFields } } : {}),
    },
    idempotent: false,
    alsoAccept: [409],
  });
  if (response.status !== 409) return parseAnswer(operation, response, posted);
  const known = await findMessageByExternalId(client, channelId, input.idOnExternalPlatform);
  if (known) return { consumerContact: null, message: known };
  throw new CxoneError("conflict", "CXone says it knows the message but does not show it.", {
    operation,
    status: 409,
    requestLogId: response.requestLogId,
  });
}

/** The message with our id in a channel, or null: tells after a lost answer whether it arrived. */
export async function findMessageByExternalId(
  client: CxoneClient,
  channelId: string,
  idOnExternalPlatform: string,
): Promise<Message | null> {
  const list = z.array(message);
  const rows = await client.read(
    {
      operation: "cxone.messages.find",
      api: "dfo",
      method: "GET",
      path: "messages",
      query: { idOnExternalPlatform: [idOnExternalPlatform] },
      idempotent: true,
    },
    z.union([list, z.object({ data: list }).transform((answer) => answer.data)]),
  );
  const fits = (row: Message): boolean =>
    row.idOnExternalPlatform === idOnExternalPlatform &&
    (row.channel === null || row.channel.id === channelId);
  return rows.find(fits) ?? null;
}
