import { setTimeout as wait } from "node:timers/promises";
import type { SMTPServerDataStream } from "smtp-server";
import { deliverMail, recipientExists } from "../mail/deliver-mail.ts";
import { addressIn, headerOf } from "../mail/headers.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Mailbox } from "../state/microsoft-model.ts";
import { type ExchangeConnection, faultReply } from "./exchange-connection.ts";
import { refusals, SmtpRefusal, sendAsDenied, tooBig } from "./exchange-texts.ts";

/** When each mailbox sent, for the limit per minute. */
export type SendTimes = Map<string, number[]>;

function checkRate(sandbox: Sandbox, mailbox: Mailbox, times: SendTimes): void {
  const { store } = sandbox;
  const limit = store.switches.smtpMessagesPerMinute;
  const lately = (times.get(mailbox.address) ?? []).filter((time) => time > store.now() - 60_000);
  if (limit > 0 && lately.length >= limit) throw refusals.tooMany(sandbox);
  times.set(mailbox.address, [...lately, store.now()]);
}

/** Whether the recipient is taken at once. Throws 550 5.1.1 when it is known not to exist. */
export function checkRecipient(sandbox: Sandbox, address: string): void {
  if (sandbox.store.switches.smtpUnknownRecipients === "bounced") return;
  if (!recipientExists(sandbox, address)) throw refusals.unknownRecipient(sandbox);
}

async function readAll(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}

/**
 * Takes a message in for delivery, with what a fault on DATA does around it. Gives the reply, or null when the
 * connection is gone. Throws the refusal.
 */
export async function submitMail(
  sandbox: Sandbox,
  connection: ExchangeConnection,
  stream: SMTPServerDataStream,
  times: SendTimes,
): Promise<string | null> {
  const { fault, session } = connection;
  const mailbox = session.user as Mailbox;
  const raw = await readAll(stream);
  if (fault?.delayMs)
    await wait(fault.delayMs, undefined, { signal: sandbox.background.stopped }).catch(() => {});
  if (fault?.drop === "before") {
    connection.drop();
    return null;
  }
  if (fault?.status && !fault.afterWork) throw new SmtpRefusal(fault.status, faultReply(fault));
  if (stream.sizeExceeded) throw new SmtpRefusal(552, tooBig);
  const envelopeFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address.toLowerCase() : "";
  const headerFrom = addressIn(headerOf(raw, "From")) || envelopeFrom;
  const other = [envelopeFrom, headerFrom].find((address) => address !== mailbox.address);
  if (other !== undefined) throw sendAsDenied(sandbox, mailbox.address, other);
  checkRate(sandbox, mailbox, times);
  const to = session.envelope.rcptTo.map((recipient) => recipient.address);
  await deliverMail(sandbox, { from: envelopeFrom, to }, raw);
  sandbox.store.flush();
  if (fault?.drop === "after") {
    connection.drop();
    return null;
  }
  if (fault?.status) throw new SmtpRefusal(fault.status, faultReply(fault));
  const id = headerOf(raw, "Message-ID") || `<${crypto.randomUUID()}@${mailbox.address.split("@")[1]}>`;
  return `2.0.0 OK ${id} [Hostname=FR0P281MB0042.DEUP281.PROD.OUTLOOK.COM]`;
}
