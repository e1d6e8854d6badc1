import "server-only";
import type { HttpResponse } from "#lib/http/response.ts";
import { UpstreamError, type UpstreamErrorKind } from "#lib/http/upstream-error.ts";
import { knownByName } from "#lib/known-by-name.ts";
import { type Fault, readFault } from "./fault.ts";

export type CxoneErrorCode =
  /** The token endpoint refused the client: wrong client id or secret. */
  | "wrong_client"
  | "client_disabled"
  | "wrong_access_key"
  /** The token endpoint refused without saying which half is wrong. */
  | "credentials_rejected"
  /** The address of the issuer is wrong: no discovery document there. */
  | "wrong_issuer"
  | "html_answer"
  /** A good status, but not the answer the API documents. */
  | "unexpected_answer"
  | "bad_token"
  /** 401 also with a fresh token. */
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rejected"
  /** 200, yet items inside failed. */
  | "batch_failed"
  | "too_many_pages"
  | "rate_limited"
  | "server_error"
  | "timeout"
  | "cut_body"
  | "unreachable"
  | "unknown_host"
  | "address_not_allowed"
  | "paused"
  /** Nobody's session to control the call in: the agent is not signed in, or has signed out. */
  | "no_agent_session"
  /** The session runs, but the agent's phone is not connected to it. */
  | "no_phone_leg"
  | "nobody_has_call"
  | "call_gone"
  | "number_on_dnc";

export interface BatchItem {
  /** Position in the batch, from 0. */
  readonly index: number;
  readonly id: number | null;
  readonly success: boolean;
  readonly error: string;
}

export interface CxoneErrorDetails {
  readonly operation: string;
  readonly status?: number | null;
  readonly vendorCode?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly items?: readonly BatchItem[];
  readonly host?: string;
  readonly retryAt?: Date | undefined;
  readonly mayHaveHappened?: boolean;
  readonly requestLogId?: string | undefined;
  readonly vendorRequestId?: string | undefined;
  readonly cause?: unknown;
}

/** A call to CXone that did not do what was asked. What to say and do about it: `explainCxoneError`. */
export class CxoneError extends Error {
  readonly code: CxoneErrorCode;
  readonly operation: string;
  readonly status: number | null;
  readonly vendorCode: string;
  readonly fields: Readonly<Record<string, string>>;
  /** All items of a batch, good and bad; empty for calls that are no batch. */
  readonly items: readonly BatchItem[];
  readonly host: string;
  readonly retryAt: Date | undefined;
  /** True when CXone may have done the work although no good answer came back: look before you repeat. */
  readonly mayHaveHappened: boolean;
  readonly requestLogId: string | undefined;
  /** What CXone calls the request itself, for its support. */
  readonly vendorRequestId: string | undefined;

  constructor(code: CxoneErrorCode, message: string, details: CxoneErrorDetails) {
    super(message, { cause: details.cause });
    this.name = "CxoneError";
    this.code = code;
    this.operation = details.operation;
    this.status = details.status ?? null;
    this.vendorCode = details.vendorCode ?? "";
    this.fields = details.fields ?? {};
    this.items = details.items ?? [];
    this.host = details.host ?? "";
    this.retryAt = details.retryAt;
    this.mayHaveHappened = details.mayHaveHappened ?? false;
    this.requestLogId = details.requestLogId;
    this.vendorRequestId = details.vendorRequestId;
  }
}
knownByName(CxoneError, "CxoneError");

/** The error for an answer with a status that is not the wanted one. */
export function errorOfAnswer(operation: string, response: HttpResponse, host: string): CxoneError {
  const fault = readFault(response.toAnswer());
  return new CxoneError(codeOfStatus(response.status, fault), sentence(response.status, fault), {
    operation,
    status: response.status,
    vendorCode: fault.vendorCode,
    fields: fault.fields,
    host,
    requestLogId: response.requestLogId,
    vendorRequestId: requestIdIn(response.headers),
  });
}

/** No header for it is documented; these are the usual ones. The one that we sent ourselves is none of theirs. */
const REQUEST_ID_HEADERS = [
  "x-request-id",
  "request-id",
  "x-amzn-requestid",
  "x-correlation-id",
  "x-trace-id",
];

function requestIdIn(headers: Readonly<Record<string, string>> | undefined): string | undefined {
  const name = REQUEST_ID_HEADERS.find((header) => headers?.[header]);
  return name && headers?.[name]?.slice(0, 200);
}

const CODES: Readonly<Record<UpstreamErrorKind, CxoneErrorCode>> = {
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
export function errorOfUpstream(operation: string, error: unknown): unknown {
  if (!(error instanceof UpstreamError)) return error;
  const fault = error.answer ? readFault(error.answer) : null;
  const message = fault ? sentence(error.status ?? 0, fault) : error.message;
  return new CxoneError(codeOfUpstream(error, fault), message, {
    operation,
    status: error.status ?? null,
    vendorCode: fault?.vendorCode ?? "",
    fields: fault?.fields ?? {},
    host: error.host,
    retryAt: error.retryAt,
    mayHaveHappened: error.mayHaveHappened,
    requestLogId: error.requestLogId,
    vendorRequestId: requestIdIn(error.answer?.headers),
    cause: error,
  });
}

function codeOfUpstream(error: UpstreamError, fault: Fault | null): CxoneErrorCode {
  if (error.kind === "status" && (error.status ?? 0) < 400) return "unexpected_answer";
  if (error.kind === "connect" && error.message.includes("ENOTFOUND")) return "unknown_host";
  // No first byte of an answer: for people that is a dropped connection, not a body cut short.
  if (error.kind === "reset" && error.status === undefined) return "unreachable";
  if (error.kind === "status" && error.status === 408) return "timeout";
  return fault?.isHtml && error.status !== undefined && error.status < 500
    ? "html_answer"
    : CODES[error.kind];
}

function codeOfStatus(status: number, fault: Fault): CxoneErrorCode {
  // No API of CXone refuses with a page: this is a proxy, a firewall or another website.
  if (fault.isHtml) return "html_answer";
  switch (status) {
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
    case 410:
      return "not_found";
    case 409:
      return "conflict";
    default:
      return "rejected";
  }
}

function sentence(status: number, fault: Fault): string {
  if (fault.isHtml) return `CXone answered ${status} with a web page instead of data.`;
  return fault.message ? `CXone answered ${status}: ${fault.message}` : `CXone answered ${status}.`;
}
