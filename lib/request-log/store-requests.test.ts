import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createPool, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import type { RequestLogRow } from "#lib/http/request-log.ts";
import { createRequestLogSink, type StoredRequests } from "./store-requests.ts";

withTestDatabase();

const row = (operation: string, more: Partial<RequestLogRow> = {}): RequestLogRow => ({
  id: randomUUID(),
  at: new Date(),
  connectionId: null,
  operation,
  method: "GET",
  host: "vendor.example",
  path: "/skills",
  status: 200,
  durationMs: 12.4,
  attempt: 1,
  requestId: "req_test",
  requestHeaders: { accept: "application/json" },
  requestBody: null,
  responseHeaders: { "content-type": "application/json" },
  responseBody: "{}",
  error: null,
  ...more,
});

async function count(operation: string): Promise<number> {
  const { rows } = await pool().query("SELECT count(*) AS n FROM request_log WHERE operation = $1", [
    operation,
  ]);
  return rows[0].n;
}

test("all rows of a usual rate are stored", async () => {
  const sink = createRequestLogSink(pool());
  for (let n = 0; n < 800; n++) sink.append(row("usual"));
  await sink.flush();
  expect(await count("usual")).toBe(800);
});

/** What a caller does with each attempt. */
function offer(sink: StoredRequests, attempt: RequestLogRow): void {
  if (attempt.error !== null || sink.admitsSuccess()) sink.append(attempt);
}

test("above a thousand in a second successes are sampled and errors are not", async () => {
  let time = 0;
  const sink = createRequestLogSink(pool(), () => time);
  for (let n = 0; n < 3_000; n++) offer(sink, row("flood", { error: n % 10 === 0 ? "status: 500" : null }));
  await sink.flush();
  expect(await count("flood")).toBe(1_000 + 300);
  time += 100;
  for (let n = 0; n < 500; n++) offer(sink, row("after"));
  await sink.flush();
  expect(await count("after")).toBe(100);
});

test("a row that the database cannot hold is left out alone", async () => {
  const sink = createRequestLogSink(pool());
  sink.append(row("mixed"));
  sink.append(row("mixed", { requestHeaders: { "x-name": "\u0000" } }));
  sink.append(row("mixed"));
  await sink.flush();
  expect(await count("mixed")).toBe(2);
});

test("rows that could not be stored are stored later, with those that came meanwhile", async () => {
  const real = pool();
  const nowhere = createPool("postgresql://nobody@127.0.0.1:1/none");
  let reachable = false;
  const query = (...input: Parameters<typeof real.query>) => (reachable ? real : nowhere).query(...input);
  const sink = createRequestLogSink({ query } as unknown as typeof real);
  sink.append(row("outage"));
  await sink.flush();
  sink.append(row("outage"));
  reachable = true;
  await sink.flush();
  expect(await count("outage")).toBe(2);
  await nowhere.end();
});
