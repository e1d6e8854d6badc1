import "server-only";
import { callErrorOf } from "./call-error-dictionary.ts";
import { CXONE_ERRORS, CXONE_PERMISSIONS } from "./error-dictionary.ts";
import { CxoneError, type CxoneErrorCode, errorOfUpstream } from "./errors.ts";
import { lackOf } from "./v2/name-lack.ts";

export interface Explanation {
  readonly code: CxoneErrorCode;
  readonly title: string;
  /** The usual cause, and what CXone itself said. */
  readonly detail: string;
  readonly fix: string;
}

/** What to tell a person about a failed call to CXone; null for errors that did not come from one. */
export function explainCxoneError(error: unknown): Explanation | null {
  const known = errorOfUpstream("", error);
  if (!(known instanceof CxoneError)) return null;
  const entry = callErrorOf(known.operation, known.code) ?? CXONE_ERRORS[known.code];
  const fill = (text: string): string =>
    text
      .replaceAll("{host}", known.host || "the address")
      .replaceAll("{permission}", permissionOf(known.operation))
      .replaceAll("{lack}", lackOf(known).cause)
      .replaceAll("{grant}", lackOf(known).fix)
      .replaceAll("{supportId}", supportIdOf(known))
      .replaceAll("{retryAt}", timeOf(known.retryAt));
  return {
    code: known.code,
    title: entry.title,
    detail: [fill(entry.cause), ...ownWords(known), ...(entry.callers ? [entry.callers] : [])].join(" "),
    fix: fill(entry.fix),
  };
}

/** The vendor's words help only where it says something about the request; elsewhere they repeat the title. */
const WORDS_HELP: ReadonlySet<CxoneErrorCode> = new Set<CxoneErrorCode>([
  "wrong_client",
  "client_disabled",
  "wrong_access_key",
  "credentials_rejected",
  "unexpected_answer",
  "bad_token",
  "forbidden",
  "not_found",
  "conflict",
  "rejected",
  "batch_failed",
  "server_error",
  "address_not_allowed",
  "no_agent_session",
  "no_phone_leg",
  "nobody_has_call",
  "call_gone",
  "number_on_dnc",
]);

function ownWords(error: CxoneError): string[] {
  if (!WORDS_HELP.has(error.code) || error.message === "") return [];
  // Messages of lib/http start with the operation's name, which tells a person nothing.
  const words = error.message.replace(/^cxone\.[\w.-]+: /, "");
  return [/[.!?]$/.test(words) ? words : `${words}.`];
}

function permissionOf(operation: string): string {
  return (
    CXONE_PERMISSIONS[operation.split(".")[1] ?? ""] ??
    "the Administrator role, or the permission named above"
  );
}

/** What support asks for first (P-30). */
const supportIdOf = ({ vendorRequestId }: CxoneError): string =>
  vendorRequestId
    ? `the request id ${vendorRequestId}`
    : "the time of the call; CXone sent no request id with its answer";

/** UTC, because the reader's zone is not known here. */
function timeOf(at: Date | undefined): string {
  return at ? `${at.toISOString().slice(11, 19)} UTC` : "an unknown time; a minute is usually enough";
}
