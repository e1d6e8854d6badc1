import "server-only";
import type { ServerResponse } from "node:http";
import { AppError, toProblem } from "#lib/errors.ts";
import { log } from "#lib/log.ts";

/** Answers with JSON. Nothing a machine is told here may be kept by a cache. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (res.headersSent || res.destroyed) return;
  const text = JSON.stringify(body);
  res.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    ...headers,
  });
  res.end(text);
}

/** Answers with the problem document of any thrown thing (RFC 9457), and Retry-After where it helps. */
export function sendProblem(res: ServerResponse, error: unknown, requestId: string): void {
  const problem = toProblem(error, requestId);
  if (problem.status >= 500)
    log.warn({ requestId, error: (error as Error).message }, "bridge: request failed");
  const retryAfter =
    error instanceof AppError ? error.options.retryAfterSeconds : problem.status === 503 ? 5 : undefined;
  sendJson(res, problem.status, problem, {
    "content-type": "application/problem+json; charset=utf-8",
    "x-request-id": requestId,
    ...(retryAfter === undefined ? {} : { "retry-after": String(Math.ceil(retryAfter)) }),
    // The rest of a body that was refused unread would be taken for the next request.
    ...(problem.status === 413 ? { connection: "close" } : {}),
    ...(problem.status === 401
      ? { "www-authenticate": 'Bearer realm="patchbay", error="invalid_token"' }
      : {}),
  });
}

/** Answers with a small page for a person whose browser was sent here. */
export function sendPage(
  res: ServerResponse,
  status: number,
  title: string,
  sentences: readonly string[],
): void {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}</style></head><body><main><h1>${escapeHtml(title)}</h1>${sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("")}</main></body></html>`;
  res.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  res.end(body);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
