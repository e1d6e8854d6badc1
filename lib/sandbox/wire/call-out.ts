import type { Sandbox } from "../sandbox.ts";
import { redactBody, redactHeaders, redactQuery } from "./request-log.ts";

export type OutcomeOfCall =
  | { ok: true; status: number; text: string; bytes: Buffer; headers: Headers }
  | { ok: false; error: string };

export type CallOut = {
  /** The system that the call is recorded under. */
  system?: "cxone-outbound" | "engage-outbound";
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
};

/** What went wrong, in words that a person at the agent desk can use. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `no answer within ${timeoutMs / 1000} seconds`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code || (cause instanceof Error ? cause.message : "the call failed");
}

/** One HTTP call from a simulated vendor to the world, recorded under "cxone-outbound" unless another is named. */
export async function callOut(sandbox: Sandbox, call: CallOut): Promise<OutcomeOfCall> {
  const startedAt = Date.now();
  const timeout = AbortSignal.timeout(call.timeoutMs);
  let outcome: OutcomeOfCall;
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      redirect: "manual",
      signal: AbortSignal.any([timeout, sandbox.background.stopped]),
      ...(call.method === "GET" ? {} : { body: call.body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { status, headers } = response;
    outcome = { ok: true, status, text: bytes.toString("utf8"), bytes, headers };
  } catch (error) {
    outcome = { ok: false, error: reasonOf(timeout.aborted ? timeout.reason : error, call.timeoutMs) };
  }
  const url = URL.canParse(call.url) ? new URL(call.url) : null;
  sandbox.requests.record({
    at: new Date(sandbox.store.now()).toISOString(),
    system: call.system ?? "cxone-outbound",
    method: call.method,
    path: url?.pathname ?? call.url,
    url: url ? `${url.origin}${url.pathname}` : call.url,
    query: url ? redactQuery(url.searchParams) : {},
    headers: redactHeaders(Object.entries(call.headers)),
    body: redactBody(call.body),
    status: outcome.ok ? outcome.status : null,
    durationMs: Date.now() - startedAt,
    ...(outcome.ok ? {} : { error: outcome.error }),
  });
  return outcome;
}
