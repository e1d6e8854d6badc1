import { randomBytes } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";
import { addressIn, domainOf, headerOf } from "./headers.ts";

/** `Sat, 21 Nov 2026 19:30:00 +0000`, as dates stand in mail. */
export function mailDate(time: number): string {
  return new Date(time).toUTCString().replace("GMT", "+0000");
}

/** Two hops: what Exchange took in, and what the recipient's server got from it when the mail arrives. */
function received(recipient: string, acceptedAt: number, dueAt: number): string[] {
  const id = () => randomBytes(8).toString("hex").toUpperCase();
  const outbound = "smtp-out.exchange.sandbox.example";
  return [
    `Received: from ${outbound} (127.0.0.1)\r\n by mx.${domainOf(recipient)} with ESMTPS id ${id()}\r\n for <${recipient}>; ${mailDate(dueAt)}`,
    `Received: from client (127.0.0.1)\r\n by ${outbound} with ESMTPSA id ${id()}; ${mailDate(acceptedAt)}`,
  ];
}

/** The verdicts that the recipient's server writes down, each by its switch. */
function verdicts(sandbox: Sandbox, sender: string, recipient: string, raw: string): string {
  const { mailSpf, mailDkim, mailDmarc } = sandbox.store.switches;
  const from = domainOf(addressIn(headerOf(raw, "From"))) || domainOf(sender);
  return [
    `Authentication-Results: mx.${domainOf(recipient)};`,
    ` spf=${mailSpf} smtp.mailfrom=${domainOf(sender) || from};`,
    ` dkim=${mailDkim}${mailDkim === "none" ? "" : ` header.d=${from} header.s=selector1`};`,
    ` dmarc=${mailDmarc}${mailDmarc === "none" ? "" : " action=none"} header.from=${from}`,
  ].join("\r\n");
}

/** The message as the recipient's mailbox holds it: newest trace on top. */
export function withTrace(
  sandbox: Sandbox,
  mail: { from: string; recipient: string; acceptedAt: number; dueAt: number },
  raw: string,
): string {
  return [
    `Return-Path: <${mail.from}>`,
    ...received(mail.recipient, mail.acceptedAt, mail.dueAt),
    verdicts(sandbox, mail.from, mail.recipient, raw),
    raw,
  ].join("\r\n");
}
