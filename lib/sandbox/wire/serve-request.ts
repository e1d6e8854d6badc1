import { setTimeout as wait } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Hono } from "hono";
import { v2Error } from "../cxone-v2/v2-error.ts";
import { transientError } from "../microsoft/aadsts.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { type Fault, systemOf } from "./faults.ts";
import { redactBody, redactHeaders, redactQuery } from "./request-log.ts";

const largestBodyBytes = 64 * 1024 * 1024;

function faultAnswer(fault: Fault, system: string): Response {
  // This vendor names the cause in its body; a fault that brings none speaks as the vendor would.
  if (system === "cxoneV2" && fault.body === undefined && (fault.status ?? 500) >= 400)
    return v2Error(fault.status ?? 500, undefined, { headers: fault.headers });
  if (system === "microsoft" && fault.body === undefined && (fault.status ?? 500) >= 400)
    return transientError(fault.status ?? 500, fault.headers);
  const isText = typeof fault.body === "string";
  const body =
    fault.body === undefined || isText ? (fault.body as string | undefined) : JSON.stringify(fault.body);
  const headers = new Headers(fault.headers);
  if (body !== undefined && !headers.has("content-type")) {
    headers.set("content-type", isText ? "text/plain; charset=utf-8" : "application/json");
  }
  return new Response(fault.status === 204 || fault.status === 304 ? null : (body ?? ""), {
    status: fault.status ?? 500,
    headers,
  });
}

function describeFault(fault: Fault): string {
  const parts = [
    fault.delayMs > 0 ? `delayed ${fault.delayMs} ms` : null,
    fault.status !== null ? `answered ${fault.status}${fault.afterWork ? " after the work" : ""}` : null,
    fault.drop ? `connection dropped ${fault.drop} the work` : null,
    fault.truncate ? "body cut short" : null,
  ];
  return parts.filter((part) => part !== null).join(", ") || "headers added";
}

/** Announces the whole length, sends half and closes the connection, as a proxy does that dies half-way. */
async function sendTruncated(answer: Response, env: HttpBindings): Promise<Response> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const headers: Record<string, string> = {
    ...Object.fromEntries(answer.headers),
    "content-length": String(Math.max(bytes.length, 2)),
  };
  env.outgoing.writeHead(answer.status, headers);
  const half = bytes.length > 1 ? bytes.subarray(0, Math.floor(bytes.length / 2)) : Buffer.from("{");
  env.outgoing.write(half, () => env.outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

/**
 * The way of every request into the sandbox: reads the body once, applies a waiting fault, does the work, makes the
 * state durable and records the call, in this order, so that an answer always speaks of something that is stored.
 */
export function serveRequest(sandbox: Sandbox, app: Hono<SandboxEnv>) {
  return async (incoming: Request, env: HttpBindings): Promise<Response> => {
    const url = new URL(incoming.url);
    const system = systemOf(url.pathname);
    if (!system) {
      const answer = await app.fetch(incoming, env);
      sandbox.store.flush();
      return answer;
    }
    const startedAt = Date.now();
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const bytes = hasBody ? Buffer.from(await incoming.arrayBuffer()) : Buffer.alloc(0);
    const record = (status: number | null, fault: Fault | null) =>
      sandbox.requests.record({
        at: new Date(sandbox.store.now()).toISOString(),
        system,
        method: incoming.method,
        path: url.pathname,
        query: redactQuery(url.searchParams),
        headers: redactHeaders(incoming.headers.entries()),
        body: redactBody(bytes.length > 1024 * 1024 ? `[${bytes.length} bytes]` : bytes.toString("utf8")),
        status,
        durationMs: Date.now() - startedAt,
        ...(fault ? { fault: describeFault(fault) } : {}),
      });

    const fault = sandbox.faults.take(system, incoming.method, url.pathname);
    if (fault?.delayMs)
      await wait(fault.delayMs, undefined, { signal: sandbox.background.stopped }).catch(() => {});
    if (fault?.drop === "before") {
      record(null, fault);
      env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }

    let answer: Response;
    if (fault && fault.status !== null && !fault.afterWork) answer = faultAnswer(fault, system);
    else if (bytes.length > largestBodyBytes) answer = new Response("Payload too large", { status: 413 });
    else {
      const init = {
        method: incoming.method,
        headers: incoming.headers,
        ...(bytes.length > 0 ? { body: bytes } : {}),
      };
      answer = await app.fetch(new Request(incoming.url, init), env);
      if (fault?.afterWork) answer = faultAnswer(fault, system);
      for (const [name, value] of Object.entries(fault?.headers ?? {})) answer.headers.set(name, value);
    }
    // What support asks for (P-30); an error without one could not be found again.
    if (system === "cxoneV2") answer.headers.set("x-request-id", crypto.randomUUID());
    answer.headers.set("CorrelationId", incoming.headers.get("CorrelationId") ?? crypto.randomUUID());
    sandbox.store.flush();
    record(fault?.drop === "after" ? null : answer.status, fault);
    if (fault?.drop === "after") {
      env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    return fault?.truncate ? sendTruncated(answer, env) : answer;
  };
}
