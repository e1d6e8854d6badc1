import { randomUUID } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { isOneLine } from "./schema.ts";

export type MailContent = {
  from: string;
  to: string;
  subject: string;
  text: string;
  html?: string | undefined;
  /** More headers, such as `X-Patchbay-Token`. */
  headers?: Readonly<Record<string, string>>;
  date: Date;
};

/** Builds a whole mail; gives its id too. Throws for a header that is not one line: callers parse before. */
export async function composeMail(content: MailContent): Promise<{ raw: Buffer; messageId: string }> {
  const { from, to, subject, text, html, headers = {}, date } = content;
  for (const value of [from, to, subject, ...Object.keys(headers), ...Object.values(headers)]) {
    if (!isOneLine(value)) throw new Error("A header of a mail has to be one line");
  }
  const messageId = `<${randomUUID()}@${from.slice(from.lastIndexOf("@") + 1)}>`;
  const composer = new MailComposer({
    from,
    to,
    subject,
    text,
    ...(html ? { html } : {}),
    messageId,
    date,
    headers: { ...headers, "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { raw: await composer.compile().build(), messageId };
}
