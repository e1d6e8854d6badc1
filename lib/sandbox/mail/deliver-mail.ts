import { randomUUID } from "node:crypto";
import { receiveMail } from "../email/receive-mail.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Mail } from "../state/microsoft-model.ts";
import { type BounceReason, bounceMessage, noSuchRecipient, noTls } from "./bounce.ts";
import { domainOf } from "./headers.ts";
import { withTrace } from "./trace-headers.ts";

const mostMails = 2000;

/** Who a mail goes from and to, as SMTP knows it; an empty sender is that of a report. */
export type Envelope = {
  from: string;
  to: readonly string[];
  /** The sender goes without TLS where there is none, as SES does unless it is forced. */
  isOpportunistic?: boolean;
};

/** Whether an email channel of the contact centre takes mail under this address. */
function isChannel(sandbox: Sandbox, address: string): boolean {
  const { channels } = sandbox.store.email;
  return channels.count("contact", address) + channels.count("from", address) > 0;
}

/** Whether a mail for this address finds somebody: own domains know their mailboxes, others what was said of them. */
export function recipientExists(sandbox: Sandbox, address: string): boolean {
  const { mailboxes, tenants, destinations } = sandbox.store.microsoft;
  const wanted = address.toLowerCase();
  const domain = domainOf(wanted);
  if (mailboxes.get(wanted) || isChannel(sandbox, wanted)) return true;
  const destination = destinations.get(domain);
  if (destination) return destination.recipients?.includes(wanted) ?? true;
  return !tenants.find((row) => row.domain === domain);
}

function whyBounced(sandbox: Sandbox, recipient: string, needsTls: boolean): BounceReason | null {
  if (needsTls && sandbox.store.microsoft.destinations.get(domainOf(recipient))?.tls === false) return noTls;
  return recipientExists(sandbox, recipient) ? null : noSuchRecipient(recipient);
}

/**
 * Carries a mail that a server took in: per recipient it arrives (at once, or after `mailDelaySeconds`), is lost, or
 * comes back to the sender as a report. `raw` has one character per byte. Gives the mails that are on their way.
 */
export async function deliverMail(sandbox: Sandbox, envelope: Envelope, raw: string): Promise<Mail[]> {
  const { store } = sandbox;
  const acceptedAt = store.now();
  const from = envelope.from.toLowerCase();
  const sent: Mail[] = [];
  for (const recipient of new Set(envelope.to.map((address) => address.toLowerCase()))) {
    if (store.switches.mailLoss) continue;
    const reason = whyBounced(sandbox, recipient, envelope.isOpportunistic !== true);
    if (reason) {
      // A report is never answered with a report.
      if (from !== "") {
        const report = bounceMessage(sandbox, from, recipient, reason, raw);
        sent.push(...(await deliverMail(sandbox, { from: "", to: [from] }, report)));
      }
      continue;
    }
    const dueAt = acceptedAt + store.switches.mailDelaySeconds * 1000;
    const mail: Mail = {
      id: randomUUID(),
      mailbox: recipient,
      from,
      to: [...envelope.to],
      raw: withTrace(sandbox, { from, recipient, acceptedAt, dueAt }, raw),
      acceptedAt,
      dueAt,
      arrived: false,
    };
    store.microsoft.mails.put(mail.id, mail);
    sent.push(mail);
  }
  forgetOldest(sandbox);
  await settleMail(sandbox);
  return sent;
}

/** A sandbox that runs for weeks must not keep every mail in memory. */
function forgetOldest(sandbox: Sandbox): void {
  const { mails } = sandbox.store.microsoft;
  if (mails.size <= mostMails) return;
  for (const mail of mails.list().slice(0, mails.size - mostMails)) mails.remove(mail.id);
}

/** Lets arrive what is due by the sandbox's clock, in its mailbox and in email channels of the contact centre. */
export async function settleMail(sandbox: Sandbox): Promise<void> {
  const { mails } = sandbox.store.microsoft;
  for (const mail of mails.where("waiting", "yes")) {
    // Another request may have let it arrive while this one was busy with the mail before.
    if (mail.dueAt > sandbox.store.now() || mails.get(mail.id)?.arrived !== false) continue;
    mails.update(mail.id, { arrived: true });
    await receiveMail(sandbox, { from: mail.from, to: [mail.mailbox] }, Buffer.from(mail.raw, "latin1"));
  }
}
