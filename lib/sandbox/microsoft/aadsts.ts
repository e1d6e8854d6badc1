import { randomUUID } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";

type Known = { error: string; status: 400 | 401; suberror?: string };

/** The codes that this Entra speaks, with the OAuth error and the HTTP status that go with each. */
const known = {
  16000: { error: "interaction_required", status: 400 },
  28000: { error: "invalid_scope", status: 400 },
  50011: { error: "invalid_request", status: 400 },
  50020: { error: "invalid_request", status: 400 },
  50034: { error: "invalid_request", status: 400 },
  50058: { error: "login_required", status: 400 },
  50173: { error: "invalid_grant", status: 400, suberror: "bad_token" },
  50194: { error: "invalid_request", status: 400 },
  54005: { error: "invalid_grant", status: 400 },
  65001: { error: "invalid_grant", status: 400, suberror: "consent_required" },
  65004: { error: "access_denied", status: 400 },
  70000: { error: "invalid_grant", status: 400 },
  70003: { error: "unsupported_grant_type", status: 400 },
  70007: { error: "unsupported_response_mode", status: 400 },
  70008: { error: "invalid_grant", status: 400 },
  70011: { error: "invalid_scope", status: 400 },
  90002: { error: "invalid_request", status: 400 },
  90094: { error: "consent_required", status: 400 },
  500011: { error: "invalid_resource", status: 400 },
  500112: { error: "invalid_grant", status: 400 },
  501481: { error: "invalid_grant", status: 400 },
  700016: { error: "unauthorized_client", status: 400 },
  700054: { error: "unsupported_response_type", status: 400 },
  700082: { error: "invalid_grant", status: 400 },
  900144: { error: "invalid_request", status: 400 },
  900561: { error: "invalid_request", status: 400 },
  901002: { error: "invalid_request", status: 400 },
  1002012: { error: "invalid_scope", status: 400 },
  7000112: { error: "unauthorized_client", status: 400 },
  7000215: { error: "invalid_client", status: 401 },
  7000218: { error: "invalid_client", status: 401 },
  7000222: { error: "invalid_client", status: 401 },
  9002313: { error: "invalid_request", status: 400 },
  9002325: { error: "invalid_request", status: 400 },
} as const satisfies Record<number, Known>;

export type AadstsCode = keyof typeof known;

/** A refusal of Entra; who catches it decides whether it is shown as JSON, as a page or in a redirect. */
export class AadstsError extends Error {
  readonly code: AadstsCode;
  /** Some codes come with another OAuth error than usual, such as 9002313 for a broken grant. */
  readonly error: string;

  constructor(code: AadstsCode, text: string, error: string = known[code].error) {
    super(`AADSTS${code}: ${text}`);
    this.code = code;
    this.error = error;
  }
}

/** What Entra writes behind every description. */
function traces(sandbox: Sandbox) {
  const timestamp = new Date(sandbox.store.now()).toISOString().slice(0, 19).replace("T", " ");
  return { timestamp: `${timestamp}Z`, trace_id: randomUUID(), correlation_id: randomUUID() };
}

function withTraces(message: string, traced: ReturnType<typeof traces>): string {
  return `${message} Trace ID: ${traced.trace_id} Correlation ID: ${traced.correlation_id} Timestamp: ${traced.timestamp}`;
}

/** The error in the JSON of the token endpoint. */
export function aadstsAnswer(sandbox: Sandbox, failure: AadstsError): Response {
  const traced = traces(sandbox);
  const { status, suberror } = known[failure.code] as Known;
  const body = {
    error: failure.error,
    error_description: withTraces(failure.message, traced),
    error_codes: [failure.code],
    ...traced,
    error_uri: `https://login.microsoftonline.com/error?code=${failure.code}`,
    ...(suberror ? { suberror } : {}),
  };
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** `error` and `error_description` as they go into a redirect. */
export function aadstsParameters(sandbox: Sandbox, failure: AadstsError): [string, string][] {
  const cancelled: [string, string][] = failure.code === 65004 ? [["error_subcode", "cancel"]] : [];
  return [
    ["error", failure.error],
    ...cancelled,
    ["error_description", withTraces(failure.message, traces(sandbox))],
    ["error_uri", `https://login.microsoftonline.com/error?code=${failure.code}`],
  ];
}

/** What Entra says when it has trouble of its own. */
export function transientError(status: number, headers: Record<string, string>): Response {
  const body = {
    error: "temporarily_unavailable",
    error_description: "AADSTS90033: A transient error has occurred. Please try again.",
    error_codes: [90033],
  };
  return Response.json(body, { status, headers });
}
