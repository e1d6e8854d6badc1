import { randomUUID } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";
import { domainOf, headerOf, splitMessage } from "./headers.ts";
import { mailDate } from "./trace-headers.ts";

export type BounceReason = { status: string; text: string };

export const noTls: BounceReason = {
  status: "5.7.10",
  text: "550 5.7.10 Encryption required: the receiving server offers no TLS, and this mail may not go without it",
};

export function noSuchRecipient(recipient: string): BounceReason {
  return { status: "5.1.1", text: `550 5.1.1 <${recipient}>: user unknown` };
}

/** A non-delivery report to the sender (RFC 3464), with the headers of what did not arrive. */
export function bounceMessage(
  sandbox: Sandbox,
  sender: string,
  recipient: string,
  reason: BounceReason,
  raw: string,
): string {
  const boundary = `ndr-${randomUUID()}`;
  const subject = headerOf(raw, "Subject");
  const postmaster = `postmaster@${domainOf(sender)}`;
  return [
    `From: Mail Delivery System <${postmaster}>`,
    `To: <${sender}>`,
    `Subject: Undeliverable: ${subject}`,
    `Date: ${mailDate(sandbox.store.now())}`,
    `Message-ID: <${randomUUID()}@${domainOf(sender)}>`,
    `In-Reply-To: ${headerOf(raw, "Message-ID")}`,
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    `Your message to ${recipient} couldn't be delivered.`,
    "",
    reason.text,
    "",
    `--${boundary}`,
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns;smtp-out.exchange.sandbox.example",
    "",
    `Final-Recipient: rfc822;${recipient}`,
    "Action: failed",
    `Status: ${reason.status}`,
    `Diagnostic-Code: smtp;${reason.text}`,
    "",
    `--${boundary}`,
    "Content-Type: text/rfc822-headers",
    "",
    splitMessage(raw).head,
    "",
    `--${boundary}--`,
    "",
  ].join("\r\n");
}
