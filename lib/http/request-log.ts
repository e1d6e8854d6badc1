import { isSensitiveKey, redactHeaders, redactPath, redactText, redactValues } from "#lib/redact.ts";

/** One attempt of one call to another system, with every secret masked. */
export interface RequestLogRow {
  readonly id: string;
  readonly at: Date;
  readonly connectionId: string | null;
  readonly operation: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status: number | null;
  readonly durationMs: number;
  /** 1 for the first. */
  readonly attempt: number;
  /** Correlates the row with the request or job that caused it. */
  readonly requestId: string;
  readonly requestHeaders: Record<string, string>;
  readonly requestBody: string | null;
  readonly responseHeaders: Record<string, string> | null;
  readonly responseBody: string | null;
  readonly error: string | null;
}

/** Takes rows without making the caller wait; batching and storing happen behind it. Must not throw. */
export interface RequestLogSink {
  append(row: RequestLogRow): void;
  /**
   * Asked before the row of a call that went well is made: false spares the redaction of a row that would not be kept.
   * Rows of failures are always made. Without it all rows are.
   */
  admitsSuccess?(): boolean;
}

export const LOGGED_BODY_CHARS = 8_192;

const TEXTUAL = /json|text|xml|form-urlencoded|javascript/i;

/**
 * The part of a body that a log may keep: redacted, at most 8 kB. Takes the secrets of the call to mask them by value too.
 * A long body is cut before it is redacted; the redaction is made for cut JSON.
 */
export function loggedBody(
  body: string | Uint8Array | null | undefined,
  contentType: string | undefined,
  secrets: readonly string[] | undefined,
): string | null {
  if (!body || body.length === 0) return null;
  if (typeof body !== "string" && contentType && !TEXTUAL.test(contentType)) {
    return `[${body.length} bytes of ${contentType}]`;
  }
  const head = typeof body === "string" ? body.slice(0, LOGGED_BODY_CHARS) : decodeHead(body);
  const safe = redactText(secrets?.length ? redactValues(head, secrets) : head);
  const text = safe.length > LOGGED_BODY_CHARS ? safe.slice(0, LOGGED_BODY_CHARS) : safe;
  return body.length > LOGGED_BODY_CHARS ? `${text}… [${body.length} in all]` : text;
}

const FORM_DEPTH = 8;

/**
 * The form of a body and none of its words, for conversations of visitors: who may read those is decided where the
 * transcript is shown. Names, numbers and booleans of JSON stay, texts become their length.
 */
export function bodyForm(body: string | Uint8Array | null | undefined): string | null {
  if (!body || body.length === 0) return null;
  try {
    const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
    const form = JSON.stringify(formOf(JSON.parse(text), 0));
    return form.length > LOGGED_BODY_CHARS ? `${form.slice(0, LOGGED_BODY_CHARS)}…` : form;
  } catch {
    return `[${body.length} bytes, not JSON]`;
  }
}

function formOf(value: unknown, depth: number): unknown {
  if (typeof value === "string") return `[${value.length} characters]`;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= FORM_DEPTH) return "[…]";
  if (Array.isArray(value)) return value.map((item) => formOf(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSensitiveKey(key) ? "[redacted]" : formOf(item, depth + 1),
    ]),
  );
}

function decodeHead(body: Uint8Array): string {
  const head = body.length > LOGGED_BODY_CHARS ? body.subarray(0, LOGGED_BODY_CHARS) : body;
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("utf8");
}

/** Headers for the log, by key and by value. */
export function loggedHeaders(
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[] | undefined,
): Record<string, string> {
  const safe = redactHeaders(headers);
  if (secrets?.length) for (const key in safe) safe[key] = redactValues(safe[key] ?? "", secrets);
  return safe;
}

/** Path for the log. */
export function loggedPath(path: string, secrets: readonly string[] | undefined): string {
  const safe = redactPath(path);
  return secrets?.length ? redactValues(safe, secrets) : safe;
}
