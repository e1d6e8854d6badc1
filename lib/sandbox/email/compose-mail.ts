import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { asArray, asRecord, asText, type JsonRecord } from "../wire/values.ts";

export type NewMail = {
  from: { name: string; address: string };
  to: string[];
  cc?: string[];
  subject: string;
  text: string;
  html?: string | null;
  messageId: string;
  inReplyTo?: string | null;
  references?: string[];
  headers?: Record<string, string>;
  attachments?: { filename: string; content: Buffer }[];
};

/** Writes a mail as it goes over the wire. */
export async function composeMail(mail: NewMail): Promise<Buffer> {
  const { inReplyTo, html, ...rest } = mail;
  return new MailComposer({
    ...rest,
    text: withCrlf(rest.text),
    ...(html == null ? {} : { html: withCrlf(html) }),
    ...(inReplyTo == null ? {} : { inReplyTo }),
    // Nothing is fetched or read from disk on behalf of whoever wrote the mail.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** Lines end in CR LF on the wire (RFC 5322 §2.3), whatever a form sent. */
function withCrlf(text: string): string {
  return text.replace(/\r?\n/g, "\r\n");
}

/** A mail as a test describes it; what it leaves out is made up. */
export function mailFrom(body: JsonRecord, from: string, to: string[]): NewMail {
  const headers = Object.entries(asRecord(body.headers)).map(([name, value]) => [name, asText(value) ?? ""]);
  return {
    from: { name: asText(body.fromName) ?? "Kim Lee", address: from },
    to,
    cc: asArray(body.cc).map(String),
    subject: asText(body.subject) ?? "Where is my order?",
    text: asText(body.text) ?? "Hello, where is my order?",
    html: asText(body.html) ?? null,
    messageId:
      asText(body.messageId) ?? `<${crypto.randomUUID()}@${from.split("@")[1] ?? "customer.example"}>`,
    inReplyTo: asText(body.inReplyTo) ?? null,
    headers: Object.fromEntries(headers),
    attachments: asArray(body.attachments)
      .map(asRecord)
      .map((one) => ({
        filename: asText(one.filename) ?? "file",
        content: Buffer.from(asText(one.content) ?? "", "base64"),
      })),
  };
}
