import { receiveMessage } from "../cxone/receive-message.ts";
import { noteEvent } from "../cxone/routing.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Channel, Message, Thread } from "../state/digital-model.ts";
import type { EmailChannel } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { emailChannel } from "./channels.ts";
import { domainState, reachesSes, settledDomain } from "./domains.ts";
import { type MailAttachment, type ParsedMail, parseMail } from "./parse-mail.ts";
import { ticketNumbers } from "./ticket.ts";

/** SES takes 40 MB at most, with everything that base64 adds (M-01). */
export const largestMailBytes = 40 * 1024 * 1024;
const keepFilesMs = 3_600_000;

export type MailEnvelope = { from: string; to: readonly string[] };

/** Notes mail that went no further; the Email Support Tool and `GET /control/email` show the last ones. */
export function refuseMail(
  store: Store,
  mail: { from: string; to: string; subject: string },
  reason: string,
): void {
  const id = String(store.nextNumber("refusedMail", 1));
  store.email.refused.put(id, { id, at: store.now(), ...mail, reason });
  for (const old of store.email.refused.list().slice(0, -200)) store.email.refused.remove(old.id);
}

/** The channels that an address leads to: by their point of contact, or by their from address. */
function channelsAt(store: Store, address: string): EmailChannel[] {
  const { channels } = store.email;
  return [...new Set([...channels.where("contact", address), ...channels.where("from", address)])];
}

function obstacle(store: Store, settings: EmailChannel, address: string, bytes: number): string | null {
  const domain = settledDomain(store, settings.domain);
  if (!domain || domainState(domain) !== "Success")
    return `The domain ${settings.domain} is not verified in SES`;
  const goesByMx = address === settings.fromAddress && address !== settings.pointOfContact;
  if (goesByMx && store.switches.emailInboundNeedsMx && !reachesSes(store, domain))
    return `The MX record of ${settings.domain} does not lead to SES`;
  if (bytes > largestMailBytes) return "552 The message is larger than 40 MB";
  return null;
}

/**
 * Brings a mail to every email channel among its recipients, by way of SES: each becomes an inbound message with the
 * subject as its title. What does not arrive is noted with its reason. The answer is the messages that were made.
 */
export async function receiveMail(
  sandbox: Sandbox,
  envelope: MailEnvelope,
  raw: Uint8Array,
): Promise<Message[]> {
  const { store } = sandbox;
  const targets = envelope.to.flatMap((recipient) => {
    const address = recipient.toLowerCase();
    return channelsAt(store, address).map((settings) => ({ address, settings }));
  });
  if (targets.length === 0) return [];
  // Of what is too large only the head is read: enough to say what was refused.
  const isTooLarge = raw.byteLength > largestMailBytes;
  const mail = await parseMail(isTooLarge ? raw.subarray(0, 64 * 1024) : raw);
  const made: Message[] = [];
  for (const { address, settings } of targets) {
    const found = emailChannel(store, settings.channelId);
    const reason = found ? obstacle(store, settings, address, raw.byteLength) : "The channel is gone";
    if (!found || reason !== null)
      refuseMail(store, { from: mail.from.address, to: address, subject: mail.subject }, reason ?? "");
    else made.push(arrive(sandbox, found.channel, settings, mail));
  }
  store.flush();
  return made;
}

function arrive(sandbox: Sandbox, channel: Channel, settings: EmailChannel, mail: ParsedMail): Message {
  const { store } = sandbox;
  const header = mail.messageId ?? `<${crypto.randomUUID()}@${settings.domain}>`;
  const externalId = store.switches.emailExternalId === "messageId" ? header : crypto.randomUUID();
  // A mail that SES brings twice is one message.
  const known = messageOf(store, channel, header);
  if (known) return known;
  const thread = threadFor(store, channel, settings, mail);
  const { kept, rejected } = sortAttachments(store, mail.attachments);
  const notes = rejected.map((one) => `[${one.name}: attachments of this type are not allowed]`);
  const text = [mail.text, ...notes].join("\n").trim();
  const html =
    mail.html === null ? null : `${mail.html}${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("")}`;
  const answered = mail.repliesTo
    .map((id) => messageOf(store, channel, id))
    .find((message) => message !== undefined);
  const { row, message } = receiveMessage(sandbox, channel, externalId, {
    direction: "inbound",
    thread: { idOnExternalPlatform: thread?.idOnExternalPlatform ?? header, threadName: mail.subject },
    title: mail.subject,
    messageContent: {
      type: "TEXT",
      payload: { text: store.switches.messageTextIs === "html" && html !== null ? html : text },
      fallbackText: text,
    },
    authorEndUserIdentity: { idOnExternalPlatform: mail.from.address, ...nameParts(mail.from.name) },
    recipients: [...mail.to, ...mail.cc].map(({ address, name }) => ({
      idOnExternalPlatform: address,
      name: name || address,
      isPrimary: mail.to.some((one) => one.address === address),
      isPrivate: false,
    })),
    attachments: kept.map((one) => keepFile(sandbox, one)),
    ...(answered?.idOnExternalPlatform
      ? { replyToMessage: { idOnExternalPlatform: answered.idOnExternalPlatform } }
      : {}),
    tagIds: mail.isSpam && settings.spamTagId !== null ? [settings.spamTagId] : [],
  });
  store.email.mailIds.put(`${channel.id} ${header}`, { header, messageId: message.id });
  if (mail.isSpam) noteEvent(sandbox, row, "SES suspects spam");
  for (const one of rejected)
    noteEvent(sandbox, store.cases.get(row.id) ?? row, `Attachment ${one.name} is not allowed`);
  return message;
}

/** The message of a channel that a Message-ID names. */
export function messageOf(store: Store, channel: Channel, header: string): Message | undefined {
  const row = store.email.mailIds.get(`${channel.id} ${header}`);
  return row && store.messages.get(row.messageId);
}

/** The thread that a mail goes on with (M-35): by In-Reply-To unless the channel ignores it, else by the ticket number. */
function threadFor(
  store: Store,
  channel: Channel,
  settings: EmailChannel,
  mail: ParsedMail,
): Thread | undefined {
  if (settings.threading === "preferInReplyTo") {
    for (const id of mail.repliesTo) {
      const message = messageOf(store, channel, id);
      if (message) return store.threads.get(message.threadId);
    }
  }
  for (const number of ticketNumbers(mail.subject)) {
    const row = store.cases.get(number);
    if (row?.channelId === channel.id) return store.threads.get(row.threadId);
  }
  return undefined;
}

/** By the extensions of the business unit; an empty list lets everything through (M-36). */
function sortAttachments(
  store: Store,
  all: MailAttachment[],
): { kept: MailAttachment[]; rejected: MailAttachment[] } {
  const accepted = store.tenant.fileExtensions.map((one) => one.replace(/^\./, "").toLowerCase());
  const fits = ({ name }: MailAttachment) =>
    accepted.length === 0 || accepted.includes((/\.([^.]+)$/.exec(name)?.[1] ?? "").toLowerCase());
  return { kept: all.filter(fits), rejected: all.filter((one) => !fits(one)) };
}

function keepFile(sandbox: Sandbox, file: MailAttachment): { friendlyName: string; url: string } {
  const id = crypto.randomUUID();
  sandbox.store.temporaryFiles.put(id, {
    id,
    mimeType: file.mimeType,
    content: file.content.toString("base64"),
    expiresAt: sandbox.store.now() + keepFilesMs,
  });
  return { friendlyName: file.name, url: `${sandbox.baseUrl}/cxone/files/${id}` };
}

function nameParts(name: string): { firstName?: string; lastName?: string } {
  const [firstName = "", ...rest] = name.trim().split(/\s+/);
  if (firstName === "") return {};
  return rest.length === 0 ? { firstName } : { firstName, lastName: rest.join(" ") };
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
