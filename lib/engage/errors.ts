import "server-only";
import type { HttpResponse } from "#lib/http/response.ts";
import { UpstreamError, type UpstreamErrorKind } from "#lib/http/upstream-error.ts";
import { knownByName } from "#lib/known-by-name.ts";
import { isUiHost } from "./derive.ts";
import { type Fault, readFault } from "./fault.ts";

export type EngageErrorCode =
  /** The REST token is not known. */
  | "bad_token"
  /** The REST token, or its agent, is switched off. */
  | "token_disabled"
  /** The role of the token's agent lacks a right, or the object's state does not allow it. */
  | "forbidden"
  | "closed_thread"
  /** Gone, never there, or in a source that the token's agent may not read: Engage says the same for all. */
  | "not_found"
  /** Engage works on the same object; also after several tries. */
  | "locked"
  | "impersonation_refused"
  | "compose_disabled"
  /** A value does not fit its rules. */
  | "rejected"
  | "rate_limited"
  | "wrong_host"
  | "html_answer"
  | "unexpected_answer"
  | "too_many_pages"
  | "server_error"
  | "timeout"
  | "cut_body"
  | "unreachable"
  | "unknown_host"
  | "address_not_allowed"
  | "paused"
  /** Realtime: the signature was made with another source's token. */
  | "wrong_realtime_token"
  /** Realtime: no source has this id. */
  | "unknown_source"
  /** Realtime: Engage cannot use what was sent. */
  | "bad_message"
  | "message_too_large"
  | "typing_limited"
  | "author_not_controlled"
  | "no_structured_content";

export interface EngageErrorDetails {
  readonly operation: string;
  readonly status?: number | null;
  readonly identifier?: string;
  readonly host?: string;
  readonly retryAt?: Date | undefined;
  readonly mayHaveHappened?: boolean;
  readonly requestLogId?: string | undefined;
  readonly cause?: unknown;
}

/** A call to Engage that did not do what was asked. What to say and do about it: `explainEngageError`. */
export class EngageError extends Error {
  readonly code: EngageErrorCode;
  /** `engage.` and the name in the table of operations, or `engage.realtime.` and the action. */
  readonly operation: string;
  readonly status: number | null;
  /** Engage's own word, "" when it gave none. */
  readonly identifier: string;
  readonly host: string;
  readonly retryAt: Date | undefined;
  /** True when Engage may have done the work although no good answer came back: look before you repeat. */
  readonly mayHaveHappened: boolean;
  readonly requestLogId: string | undefined;

  constructor(code: EngageErrorCode, message: string, details: EngageErrorDetails) {
    super(message, { cause: details.cause });
    this.name = "EngageError";
    this.code = code;
    this.operation = details.operation;
    this.status = details.status ?? null;
    this.identifier = details.identifier ?? "";
    this.host = details.host ?? "";
    this.retryAt = details.retryAt;
    this.mayHaveHappened = details.mayHaveHappened ?? false;
    this.requestLogId = details.requestLogId;
  }
}
knownByName(EngageError, "EngageError");

/** What an answer with an unwanted status means; the realtime endpoint speaks another language than the REST API. */
export type ReadCode = (status: number, fault: Fault) => EngageErrorCode;

/** The error for an answer with a status that is not the wanted one. */
export function errorOfAnswer(
  operation: string,
  response: HttpResponse,
  host: string,
  readCode: ReadCode = codeOfRest,
): EngageError {
  const fault = readFault(response.toAnswer());
  return new EngageError(
    codeOfFault(response.status, fault, host, readCode),
    sentence(response.status, fault),
    {
      operation,
      status: response.status,
      identifier: fault.identifier,
      host,
      requestLogId: response.requestLogId,
    },
  );
}

const CODES: Readonly<Record<UpstreamErrorKind, EngageErrorCode>> = {
  timeout: "timeout",
  connect: "unreachable",
  reset: "cut_body",
  status: "server_error",
  parse: "unexpected_answer",
  "too-large": "unexpected_answer",
  blocked: "address_not_allowed",
  "breaker-open": "paused",
  "rate-limited": "rate_limited",
};

/** What is no UpstreamError comes back as it is: a defect of ours must not be dressed up as the vendor's. */
export function errorOfUpstream(operation: string, error: unknown, readCode: ReadCode = codeOfRest): unknown {
  if (!(error instanceof UpstreamError)) return error;
  const fault = error.answer ? readFault(error.answer) : null;
  return new EngageError(
    codeOfUpstream(error, fault, readCode),
    fault ? sentence(error.status ?? 0, fault) : error.message,
    {
      operation,
      status: error.status ?? null,
      identifier: fault?.identifier ?? "",
      host: error.host,
      retryAt: error.retryAt,
      mayHaveHappened: error.mayHaveHappened,
      requestLogId: error.requestLogId,
      cause: error,
    },
  );
}

function codeOfUpstream(error: UpstreamError, fault: Fault | null, readCode: ReadCode): EngageErrorCode {
  const status = error.status ?? 0;
  if (error.kind === "rate-limited" && fault && status === 429) return readCode(status, fault);
  // The pages for people redirect whoever has not signed in; the API redirects nobody.
  if (error.kind === "status" && status < 400)
    return isUiHost(error.host) ? "wrong_host" : "unexpected_answer";
  if (error.kind === "status" && status === 408) return "timeout";
  if (error.kind === "connect" && error.message.includes("ENOTFOUND")) return "unknown_host";
  // No first byte of an answer: for people that is a dropped connection, not a body cut short.
  if (error.kind === "reset" && error.status === undefined) return "unreachable";
  return CODES[error.kind];
}

function codeOfFault(status: number, fault: Fault, host: string, readCode: ReadCode): EngageErrorCode {
  if (isUiHost(host) && readCode === codeOfRest) return "wrong_host";
  // The API refuses with JSON: a page is from a proxy, a firewall or another website.
  return fault.isHtml ? "html_answer" : readCode(status, fault);
}

const IDENTIFIERS: ReadonlyMap<string, EngageErrorCode> = new Map([
  ["cant_reply_to_closed_thread", "closed_thread"],
  ["compose_disabled_on_source", "compose_disabled"],
  ["rate_limit_exceeded", "rate_limited"],
]);

const NAMES_TOKEN = /(^|[^a-z])token\b/i;

/** Which status a bad or a disabled token gets is documented nowhere (§8), so words count too. */
function codeOfRest(status: number, fault: Fault): EngageErrorCode {
  const known = IDENTIFIERS.get(fault.identifier);
  if (known) return known;
  const said = `${fault.identifier} ${fault.message}`;
  if (status === 401 || /access_token/.test(fault.identifier) || (status < 404 && NAMES_TOKEN.test(said)))
    return /disabled|inactive|revoked/i.test(said) ? "token_disabled" : "bad_token";
  switch (status) {
    case 403:
      return "forbidden";
    case 404:
    case 410:
      return "not_found";
    case 409:
      return "locked";
    case 429:
      return "rate_limited";
    default:
      return /impersonat/i.test(said) ? "impersonation_refused" : "rejected";
  }
}

function sentence(status: number, fault: Fault): string {
  if (fault.isHtml) return `Engage answered ${status} with a web page instead of data.`;
  return fault.message ? `Engage answered ${status}: ${fault.message}` : `Engage answered ${status}.`;
}
