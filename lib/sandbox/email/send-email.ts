import { deliverMail, recipientExists } from "../mail/deliver-mail.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Case, Message } from "../state/digital-model.ts";
import type { EmailChannel, SmtpConfiguration } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { emailChannel, smtpOf } from "./channels.ts";
import { composeMail } from "./compose-mail.ts";
import { domainState, settledDomain } from "./domains.ts";
import { largestMailBytes, refuseMail } from "./receive-mail.ts";
import { submitBySmtp } from "./submit-by-smtp.ts";
import { ticketRule, withTicket } from "./ticket.ts";
import { writeReply } from "./write-reply.ts";

export type SentEmail = { ok: true; externalId: string } | { ok: false; error: string };

/** Remembers an address that nothing is sent to any more. */
export function bounce(store: Store, address: string, reason: string): void {
  store.email.bounced.put(address, { address, reason, at: store.now() });
}

/** What keeps a channel from sending at all, or null. */
function whyNotSending(
  store: Store,
  settings: EmailChannel,
  smtp: SmtpConfiguration | undefined,
): string | null {
  const { channel } = emailChannel(store, settings.channelId) ?? {};
  if (channel?.options.hasOutboundFlow !== true)
    return `Outbound flow of ${channel?.name ?? "the channel"} is deactivated`;
  if (smtp) return null;
  const domain = settledDomain(store, settings.domain);
  return domain && domainState(domain) === "Success"
    ? null
    : `The domain ${settings.domain} is not verified in SES`;
}

/** An address that takes nothing: known as bounced, or without TLS where TLS is forced (M-31). */
function whyNotTo(sandbox: Sandbox, address: string, forceTls: boolean): string | null {
  const { store } = sandbox;
  const known = store.email.bounced.get(address);
  if (known) return `${address} is stored as bounced: ${known.reason}`;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (!forceTls || store.microsoft.destinations.get(domain)?.tls !== false) return null;
  const reason = "no secure connection to the recipient's server";
  bounce(store, address, reason);
  return `Not sent to ${address}: ${reason}; the address is stored as bounced`;
}

/**
 * Sends an outbound message of an email channel through its SMTP configuration or SES; null for a message of any other
 * channel. The message gets its subject as title; a recipient that does not exist shows as a failed delivery.
 */
export async function sendEmail(sandbox: Sandbox, message: Message): Promise<SentEmail | null> {
  const { store } = sandbox;
  const home = emailChannel(store, message.channelId);
  const found = emailChannel(store, message.sentFromChannelId ?? message.channelId);
  const row = store.cases.get(message.caseId);
  if (!home || !found || !row) return null;
  const { settings } = found;
  const smtp = smtpOf(store, settings);
  const recipients = message.recipients.map((one) => one.idOnExternalPlatform.toLowerCase());
  const subject = subjectOf(store, home.settings, message);
  const header = `<${message.id}@${settings.domain}>`;

  const forceTls = smtp?.forceTls ?? settings.forceTls;
  let reason = whyNotSending(store, settings, smtp);
  for (const to of recipients) reason ??= whyNotTo(sandbox, to, forceTls);
  if (reason === null) {
    const mail = await composeReply(store, settings, message, row, { subject, header });
    reason = smtp
      ? await sendBySmtp(sandbox, smtp, recipients, mail)
      : await sendBySes(sandbox, settings, message, recipients, mail);
  }
  if (reason !== null) {
    refuseMail(store, { from: settings.fromAddress, to: recipients.join(", "), subject }, reason);
    return { ok: false, error: reason };
  }
  store.email.mailIds.put(`${message.channelId} ${header}`, { header, messageId: message.id });
  store.messages.update(message.id, { title: subject });
  return {
    ok: true,
    externalId: store.switches.emailExternalId === "messageId" ? header : crypto.randomUUID(),
  };
}

function earlierOf(store: Store, message: Message): Message[] {
  return store.messages.where("case", message.caseId).filter((one) => one.id !== message.id);
}

function subjectOf(store: Store, settings: EmailChannel, message: Message): string {
  const first = earlierOf(store, message).find((one) => one.title)?.title;
  return withTicket(settings, message.title ?? (first ? answering(first) : ""), message.caseId);
}

function composeReply(
  store: Store,
  settings: EmailChannel,
  message: Message,
  row: Case,
  { subject, header }: { subject: string; header: string },
): Promise<Buffer> {
  const earlier = earlierOf(store, message);
  const home = store.email.channels.get(row.channelId);
  const isHidden = home !== undefined && ticketRule(home, row.id).ticketHidden;
  const asked = earlier.findLast((one) => one.direction === "inbound");
  const [cc, to] = [true, false].map((isCopy) =>
    message.recipients
      .filter((one) => (one.isPrimary === false) === isCopy)
      .map((one) => one.idOnExternalPlatform),
  );
  return composeMail({
    from: { name: smtpOf(store, settings) ? "" : settings.displayName, address: settings.fromAddress },
    to: to ?? [],
    cc: cc ?? [],
    subject,
    ...writeReply(store, settings, message, row),
    messageId: header,
    inReplyTo: (asked && headersOf(store, asked)[0]) ?? null,
    references: earlier.flatMap((one) => headersOf(store, one)),
    headers: isHidden ? {} : { "X-Ticket-Number": row.id },
    attachments: message.attachments.flatMap((one) => fileOf(store, one)),
  });
}

/** A grant made by a control is taken on trust: only a real one can be shown to the mail server. */
async function sendBySmtp(
  sandbox: Sandbox,
  smtp: SmtpConfiguration,
  to: string[],
  mail: Buffer,
): Promise<string | null> {
  const envelope = { from: smtp.mailbox, to };
  if (smtp.isMicrosoft && smtp.refreshToken !== null) return submitBySmtp(sandbox, smtp, envelope, mail);
  await deliverMail(sandbox, { ...envelope, isOpportunistic: true }, mail.toString("latin1"));
  return null;
}

/** SES takes what it can, and tells of recipients that do not exist afterwards. */
async function sendBySes(
  sandbox: Sandbox,
  settings: EmailChannel,
  message: Message,
  recipients: string[],
  mail: Buffer,
): Promise<string | null> {
  const { store } = sandbox;
  if (mail.byteLength > largestMailBytes) return "552 The message is larger than 40 MB";
  const lost = recipients.filter((to) => !recipientExists(sandbox, to));
  for (const address of lost) bounce(store, address, "550 5.1.1 the mailbox does not exist");
  if (lost.length > 0) markBounced(sandbox, message, lost);
  const to = recipients.filter((address) => !lost.includes(address));
  const from = `bounces@${settledDomain(store, settings.domain)?.mailFrom ?? "amazonses.com"}`;
  await deliverMail(sandbox, { from, to, isOpportunistic: true }, mail.toString("latin1"));
  return null;
}

function answering(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}

function headersOf(store: Store, message: Message): string[] {
  return store.email.mailIds.where("message", message.id).map((row) => row.header);
}

function fileOf(store: Store, attachment: { friendlyName: string; url: string }) {
  const file = store.temporaryFiles.get(attachment.url.split("/").at(-1) ?? "");
  return file ? [{ filename: attachment.friendlyName, content: Buffer.from(file.content, "base64") }] : [];
}

function markBounced(sandbox: Sandbox, message: Message, addresses: string[]): void {
  sandbox.store.messages.update(message.id, {
    customerStatus: {
      status: "failed",
      updatedAt: new Date(sandbox.store.now()).toISOString(),
      reason: `${addresses.join(", ")} does not exist and is stored as bounced`,
    },
  });
}
