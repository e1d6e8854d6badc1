import PostalMime, { type Attachment } from "postal-mime";

export type ReportedRecipient = {
  /** In small letters: as it was written to, where the report says so, else where the mail ended up. */
  address: string;
  /** RFC 3464 §2.3.3: only `failed` means that the mail did not arrive. */
  action: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
  /** RFC 3463: 5.1.1. */
  status: string;
  /** What the server said, on one line; "" when the report does not tell. */
  diagnostic: string;
};

/** A report about a mail that came back (RFC 3464). */
export type DeliveryReport = {
  /** Of the mail that came back; null when nothing of it was returned. */
  messageId: string | null;
  subject: string;
  /** Who had sent it, in small letters. */
  from: string | null;
  /** The server that gave up. */
  reportedBy: string | null;
  recipients: ReportedRecipient[];
};

const ACTIONS = ["failed", "delayed", "delivered", "relayed", "expanded"] as const;
/** A report about a list can name thousands; nobody pastes those by hand. */
const MOST_RECIPIENTS = 500;

/**
 * Reads a delivery report from its raw text, or from its part with the fields alone, which Outlook shows as an attachment. Null
 * for anything else. Of the mail that came back only its headers are used.
 */
export async function readBounce(raw: string): Promise<DeliveryReport | null> {
  const text = raw.replace(/^\s+/, "");
  const mail = await PostalMime.parse(text, { forceRfc822Attachments: true, attachmentEncoding: "utf8" });
  const fields = partOf(mail.attachments, /^message\/(global-)?delivery-status$/);
  const { reportedBy, recipients } = readFields(fields ?? (isFieldsAlone(text) ? text : ""));
  if (recipients.length === 0) return null;
  const returned = partOf(
    mail.attachments,
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/global-headers)$/,
  );
  const head = returned === null ? null : await PostalMime.parse(returned);
  // Where nothing is returned, the report answers the mail.
  const answered = fields === null ? undefined : (mail.inReplyTo ?? mail.references?.split(/\s+/).at(-1));
  return {
    messageId: head?.messageId ?? answered ?? null,
    subject: head?.subject ?? (fields === null ? "" : (mail.subject ?? "")),
    from: head?.from?.address?.toLowerCase() ?? null,
    reportedBy,
    recipients,
  };
}

function partOf(attachments: readonly Attachment[], type: RegExp): string | null {
  const part = attachments.find(({ mimeType }) => type.test(mimeType.toLowerCase()));
  return part && typeof part.content === "string" ? part.content : null;
}

const isFieldsAlone = (text: string) => /^(reporting-mta|original-envelope-id|final-recipient):/i.test(text);

/** The groups of fields: the first about the mail, then one per recipient. */
function readFields(text: string): Pick<DeliveryReport, "reportedBy" | "recipients"> {
  const groups = text
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]+(?=\n)/g, "\n")
    .replace(/\n[ \t]+/g, " ")
    .split(/\n\s*\n/)
    .map(fieldsOf);
  const about = groups.find((group) => group.has("reporting-mta"));
  return {
    reportedBy: about ? withoutType(about.get("reporting-mta")) : null,
    recipients: groups.flatMap(recipientOf).slice(0, MOST_RECIPIENTS),
  };
}

function fieldsOf(group: string): Map<string, string> {
  const fields = group.split("\n").flatMap((line): [string, string][] => {
    const cut = line.indexOf(":");
    return cut > 0 ? [[line.slice(0, cut).trim().toLowerCase(), line.slice(cut + 1).trim()]] : [];
  });
  return new Map(fields);
}

function recipientOf(group: Map<string, string>): ReportedRecipient[] {
  const address = addressOf(group.get("original-recipient")) ?? addressOf(group.get("final-recipient"));
  const said = group
    .get("action")
    ?.toLowerCase()
    .split(/[\s;(]/)[0];
  const action = ACTIONS.find((one) => one === said);
  if (!address || !action) return [];
  const diagnostic = oneLine(withoutType(group.get("diagnostic-code")) ?? "");
  const status = STATUS.exec(group.get("status") ?? "")?.[0] ?? "";
  const closer = STATUS.exec(diagnostic)?.[0];
  return [{ address, action, status: isVague(status) && closer ? closer : status || "5.0.0", diagnostic }];
}

export const STATUS = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d]|\.\d)/;
/** X.0.0 says nothing; what the server answered often does. */
const isVague = (status: string) => status === "" || status.endsWith(".0.0");

/** `rfc822;kim@example.com`, `smtp; 550 …`: the kind of what follows comes first. */
const withoutType = (value: string | undefined): string | null =>
  value === undefined ? null : value.replace(/^[\w-]+\s*;\s*/, "").trim();

function addressOf(value: string | undefined): string | null {
  const address = withoutType(value)?.replace(/^<|>$/g, "").toLowerCase() ?? "";
  return /^[^\s@<>]+@[^\s@<>]+$/.test(address) && address.length <= 254 ? address : null;
}

/** Answers of several lines repeat the code on each. */
function oneLine(text: string): string {
  const code = /^\d{3}(?=[- ])/.exec(text)?.[0];
  const joined = code ? text.replace(new RegExp(`\\s+${code}[- ](?:\\d\\.\\d+\\.\\d+ )?`, "g"), " ") : text;
  return joined.replace(/\s+/g, " ").trim().slice(0, 500);
}
