import PostalMime, { type Address } from "postal-mime";

export type MailAddress = { address: string; name: string };
export type MailAttachment = { name: string; mimeType: string; content: Buffer; isInline: boolean };

export type ParsedMail = {
  from: MailAddress;
  to: MailAddress[];
  cc: MailAddress[];
  subject: string;
  messageId: string | null;
  /** Message-IDs of In-Reply-To and References, the nearest first. */
  repliesTo: string[];
  text: string;
  html: string | null;
  attachments: MailAttachment[];
  isSpam: boolean;
};

function addressesOf(list: readonly Address[] | undefined): MailAddress[] {
  return (list ?? [])
    .flatMap((one) => one.group ?? [one])
    .map(({ address, name }) => ({ address: address.toLowerCase(), name }))
    .filter(({ address }) => address !== "");
}

function plainOf(html: string): string {
  return html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<br\s*\/?>|<\/(p|div|tr|h\d|li)>/gi, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .trim();
}

/** Reads a message as it came over the wire. Spam is what SES says of it in its own header. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const mail = await PostalMime.parse(raw);
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value ?? "";
  const ids = (text: string | undefined) => text?.match(/<[^<>\s]+>/g) ?? [];
  return {
    from: addressesOf(mail.from ? [mail.from] : [])[0] ?? { address: "", name: "" },
    to: addressesOf(mail.to),
    cc: addressesOf(mail.cc),
    subject: (mail.subject ?? "").replace(/\s+/g, " ").trim(),
    messageId: ids(mail.messageId)[0] ?? null,
    repliesTo: [...ids(mail.inReplyTo), ...ids(mail.references).reverse()],
    text: (mail.text ?? plainOf(mail.html ?? "")).trim(),
    html: mail.html ?? null,
    attachments: mail.attachments.map((one) => ({
      name: one.filename ?? "attachment",
      mimeType: one.mimeType,
      content:
        typeof one.content === "string" ? Buffer.from(one.content) : Buffer.from(one.content as Uint8Array),
      isInline: one.disposition === "inline" || one.related === true,
    })),
    isSpam: /fail/i.test(header("x-ses-spam-verdict")),
  };
}
