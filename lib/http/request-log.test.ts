import { afterEach, beforeEach, expect, it } from "vitest";
import { createHttpClient, type HttpClient } from "./client.ts";
import { LOGGED_BODY_CHARS, type RequestLogRow } from "./request-log.ts";
import { json, startTestServer, type TestServer } from "./start-test-server.ts";

const CANARY = "c4nary-Secret-91";

let server: TestServer;
let client: HttpClient;
let rows: RequestLogRow[];

beforeEach(async () => {
  server = await startTestServer();
  rows = [];
  client = createHttpClient({
    log: { append: (row) => rows.push(row) },
    allowedPrivateHosts: () => [server.host],
    random: () => 0,
    now: () => new Date("2026-11-21T10:00:00Z"),
  });
});

afterEach(async () => {
  await client.close();
  await server.close();
});

it("logs each attempt with everything but the secrets", async () => {
  server.answer(
    json(500, { error: `Bearer ${CANARY} was refused` }),
    json(200, {
      access_token: CANARY,
      token_type: "Bearer",
      nested: [{ config: JSON.stringify({ clientSecret: CANARY }) }],
    }),
  );
  await client.send({
    operation: "test.token",
    method: "POST",
    url: `${server.baseUrl}/token?api_key=${CANARY}&skip=1`,
    headers: {
      authorization: `Basic ${Buffer.from(`id:${CANARY}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: `grant_type=password&username=key-id&password=${CANARY}`,
    idempotent: true,
    connectionId: "con_1",
    requestId: "req_1",
  });
  expect(JSON.stringify(rows)).not.toContain(CANARY);
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(CANARY).toString("base64").slice(0, 12));
  expect(rows).toMatchObject([
    { attempt: 1, status: 500, error: "status: 500" },
    {
      connectionId: "con_1",
      operation: "test.token",
      method: "POST",
      host: server.host,
      path: "/token?api_key=[redacted]&skip=1",
      status: 200,
      attempt: 2,
      requestId: "req_1",
      requestHeaders: { authorization: "Basic [redacted]" },
      requestBody: "grant_type=password&username=key-id&password=[redacted]",
      error: null,
    },
  ]);
  expect(JSON.parse(rows[1]?.responseBody ?? "")).toEqual({
    access_token: "[redacted]",
    token_type: "Bearer",
    nested: [{ config: '{"clientSecret":"[redacted]"}' }],
  });
  expect(new Set(rows.map((row) => row.id)).size).toBe(2);
});

it("masks secrets of the call by value, wherever they turn up", async () => {
  server.answer(json(400, { message: `no such key: ${CANARY}` }, { "x-echo": CANARY }));
  await client.send({
    operation: "test.echo",
    method: "GET",
    url: `${server.baseUrl}/keys/${CANARY}`,
    headers: { "x-odd": CANARY },
    idempotent: true,
    secrets: [CANARY],
  });
  expect(JSON.stringify(rows)).not.toContain(CANARY);
});

it("keeps at most 8 kB of a body and finds secrets at the cut", async () => {
  const body = JSON.stringify({
    pad: "x".repeat(LOGGED_BODY_CHARS - 30),
    password: CANARY,
    more: "y".repeat(9_000),
  });
  server.answer(json(200, body));
  await client.send({ operation: "test.big", method: "GET", url: server.baseUrl, idempotent: true });
  expect(rows[0]?.responseBody?.length).toBeLessThan(LOGGED_BODY_CHARS + 100);
  expect(rows[0]?.responseBody).not.toContain("c4na");
  expect(rows[0]?.responseBody).toContain(`[${body.length} in all]`);
});

it("does not keep binary bodies", async () => {
  server.answer((response) =>
    response.writeHead(200, { "content-type": "image/png" }).end(Buffer.alloc(100)),
  );
  await client.send({ operation: "test.image", method: "GET", url: server.baseUrl, idempotent: true });
  expect(rows[0]?.responseBody).toBe("[100 bytes of image/png]");
});

it("does not make rows of good calls that the sink would not keep, but those of failures", async () => {
  const sampled = createHttpClient({
    log: { append: (row) => rows.push(row), admitsSuccess: () => false },
    allowedPrivateHosts: () => [server.host],
    random: () => 0,
  });
  server.answer(json(500, {}), json(200, {}));
  await sampled.send({ operation: "test.sample", method: "GET", url: server.baseUrl, idempotent: true });
  await sampled.close();
  expect(rows.map((row) => row.status)).toEqual([500]);
});
