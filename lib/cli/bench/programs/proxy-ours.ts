import http from "node:http";
import { createTokenStore } from "#lib/connections/access-token.ts";
import { pool } from "#lib/db/client.ts";
import { createHttpClient } from "#lib/http/client.ts";
import { createRequestLogSink } from "#lib/request-log/store-requests.ts";
import { serveProgram } from "../program.ts";
import { listenLocal } from "./listen-local.ts";

/** The whole way of a vendor call: token, header filter, retry, breaker, guard, and a row in the request log. */
const CONNECTION = "con_bench";
const upstream = process.env.BENCH_UPSTREAM ?? "";

const tokens = createTokenStore(pool(), {
  request: async () => ({ token: "t".repeat(800), expiresInSeconds: 36_000 }),
  packError: String,
  unpackError: (packed) => new Error(String(packed)),
});
const listed = [new URL(upstream).host];
const log = createRequestLogSink(pool());
const client = createHttpClient({ log, allowedPrivateHosts: () => listed });

/** Headers that belong to one connection (RFC 9110 §7.6.1), and those that we set ourselves. */
const NOT_FORWARDED = new Set([
  "authorization",
  "connection",
  "content-length",
  "cookie",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

function forwarded(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string" && !NOT_FORWARDED.has(name)) kept[name] = value;
  }
  return kept;
}

const server = http.createServer(async (request, response) => {
  const found = tokens.getAccessToken(CONNECTION);
  const token = typeof found === "string" ? found : await found;
  const headers = forwarded(request.headers);
  headers.authorization = `Bearer ${token}`;
  const answer = await client.send({
    operation: "bench.skills.list",
    method: "GET",
    url: `${upstream}${request.url}`,
    headers,
    idempotent: true,
    connectionId: CONNECTION,
  });
  const answered: Record<string, string | number> = forwarded(answer.headers);
  answered["content-length"] = answer.body.length;
  response.writeHead(answer.status, answered);
  response.end(answer.body);
});
serveProgram(
  { port: await listenLocal(server) },
  {
    settle: () => log.flush(),
    stored: async () => (await pool().query("SELECT count(*) AS n FROM request_log")).rows[0].n,
  },
);
