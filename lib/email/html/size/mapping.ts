/** Largest mail that CXone sends through SES, encoded: attachments count with base64 (M-01). Read as 10⁶ bytes, the smaller reading. */
export const MAIL_LIMIT_BYTES = 40_000_000;

const LINE = 76;
/** Header lines of a mail: addresses, subject, ids, DKIM; and what joins its parts. Generous. */
const HEADERS = 4_000;
/** Header lines and boundary of one part, its file name aside. */
const PART = 300;

/** What bytes become as base64 with a line end (CR LF) after every 76 characters. */
export function encodedBytes(bytes: number): number {
  const characters = 4 * Math.ceil(bytes / 3);
  return characters + 2 * Math.floor(characters / LINE);
}

/** The most bytes that, encoded, take at most so much. */
export function rawBytes(encoded: number): number {
  // A full line is 78 bytes on the wire and 57 of the file; what is left over is less than a full one.
  const lines = Math.floor(encoded / (LINE + 2));
  const rest = Math.min(encoded - lines * (LINE + 2), LINE - 1);
  return lines * 57 + Math.floor(rest / 4) * 3;
}

export type MailParts = {
  htmlBytes: number;
  textBytes: number;
  attachments: readonly { name: string; bytes: number }[];
};

export type MailSize = {
  /** Of the whole mail as it is sent. */
  total: number;
  html: number;
  text: number;
  attachments: number;
  limit: number;
  /** How many bytes of further files have room. */
  roomBytes: number;
  fits: boolean;
};

/** How much of the limit a mail takes. The bodies are counted as base64, the larger of the encodings in use for western text. */
export function mailSize({ htmlBytes, textBytes, attachments }: MailParts): MailSize {
  const html = htmlBytes === 0 ? 0 : encodedBytes(htmlBytes) + PART;
  const text = textBytes === 0 ? 0 : encodedBytes(textBytes) + PART;
  const files = attachments.reduce(
    (sum, { name, bytes }) => sum + encodedBytes(bytes) + PART + 2 * encodedBytes(utf8Bytes(name)),
    0,
  );
  const total = HEADERS + html + text + files;
  return {
    total,
    html,
    text,
    attachments: files,
    limit: MAIL_LIMIT_BYTES,
    roomBytes: rawBytes(Math.max(0, MAIL_LIMIT_BYTES - total - PART)),
    fits: total <= MAIL_LIMIT_BYTES,
  };
}

/** Bytes of a text in UTF-8. */
export const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;

/** `18.2 MB`, `340 kB`, `12 bytes`: in steps of 1,000. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  if (bytes < 1_000_000) return `${trimmed(bytes / 1_000)} kB`;
  return `${trimmed(bytes / 1_000_000)} MB`;
}

const trimmed = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
