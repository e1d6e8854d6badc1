import * as z from "zod";

/** An answer as far as a fault can be read out of it. */
export interface FaultAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Fault {
  /** The vendor's own code, "" when it gave none. */
  readonly vendorCode: string;
  readonly message: string;
  /** Field path → sentence. */
  readonly fields: Readonly<Record<string, string>>;
  /** True when the answer is a web page: usually a wrong address or a proxy's sign-in. */
  readonly isHtml: boolean;
}

const text = z.string().catch("");

const digital = z.object({
  errors: z.array(z.object({ field: text, message: text, errorCode: text }).partial()).min(1),
});

/** ACD, OAuth and UserHub in one: no field is in all of them, and their casing is not stable. */
const flat = z.record(z.string(), z.unknown());

/**
 * Reads what went wrong out of any of the four families of facts/cxone.md §1.6: ACD `{error, error_description}`, digital
 * `{errors: […]}`, UserHub `{code, details}` or `{status, error, message}`, and the ACD's habit of putting it all
 * into the header icStatusDescription or the reason phrase. Pure, never throws.
 */
export function readFault(answer: FaultAnswer): Fault {
  const isHtml = looksLikeHtml(answer);
  const body = isHtml ? undefined : parse(answer.text);
  const ofDigital = digital.safeParse(body);
  if (ofDigital.success) return digitalFault(ofDigital.data.errors);
  const ofFlat = flat.safeParse(body);
  const values = ofFlat.success ? lowerKeys(ofFlat.data) : {};
  const description = first(values, ["error_description", "errordescription", "details", "message"]);
  const vendorCode = first(values, ["error", "code"]);
  const header = answer.headers.icstatusdescription ?? "";
  const phrase = isStandardPhrase(answer.statusText) ? "" : answer.statusText;
  const message = description || header || phrase || vendorCode;
  const field = first(values, ["field"]);
  return { vendorCode, message, fields: field ? { [field]: message } : {}, isHtml };
}

export function looksLikeHtml(answer: { headers: Readonly<Record<string, string>>; text: string }): boolean {
  return (
    /html/i.test(answer.headers["content-type"] ?? "") ||
    /^\s*<(!doctype|html|head|body)\b/i.test(answer.text)
  );
}

function digitalFault(errors: readonly { field?: string; message?: string; errorCode?: string }[]): Fault {
  const fields: Record<string, string> = {};
  for (const { field, message } of errors) if (field) fields[field] = message ?? "";
  const message = errors
    .map((error) => (error.field ? `${error.field}: ${error.message ?? ""}` : (error.message ?? "")))
    .filter((line) => line !== "")
    .join("; ");
  return { vendorCode: errors[0]?.errorCode ?? "", message, fields, isHtml: false };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function lowerKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
}

function first(values: Record<string, unknown>, keys: readonly string[]): string {
  for (const key of keys) {
    const value = values[key];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return "";
}

/** "Bad Request" tells nothing that the number does not. */
function isStandardPhrase(phrase: string): boolean {
  return /^(ok|bad request|unauthorized|forbidden|not found|method not allowed|not acceptable|conflict|unprocessable (entity|content)|too many requests|internal server error|bad gateway|service unavailable|gateway time-?out|request time-?out)?$/i.test(
    phrase,
  );
}
