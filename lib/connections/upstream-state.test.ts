import { afterEach, beforeEach, expect, test } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createHttpClient, type HttpClient } from "#lib/http/client.ts";
import { json, startTestServer, type TestServer } from "#lib/http/start-test-server.ts";
import { createCallCounter } from "./count-calls.ts";
import { createUpstreamStateStore } from "./store-upstream-state.ts";
import { listUpstream } from "./upstream-reads.ts";

withTestDatabase();

type Process = { client: HttpClient; state: ReturnType<typeof createUpstreamStateStore> };
let server: TestServer;
let one: Process;
let two: Process;

/** A process of Patchbay as far as its way out goes. */
function startProcess(name: string): Process {
  const state = createUpstreamStateStore(pool(), name);
  const watch = { ...createCallCounter(pool()), ...state };
  const client = createHttpClient({
    log: { append: () => {} },
    watch,
    allowedPrivateHosts: () => [server.host],
    breaker: { minimumCalls: 2, window: 4, halfOpenAfterMs: 60_000 },
  });
  return { client, state };
}

beforeEach(async () => {
  await db().upstreamState.deleteMany();
  server = await startTestServer();
  [one, two] = [startProcess("one"), startProcess("two")];
});
afterEach(async () => {
  await Promise.all([one.client.close(), two.client.close(), server.close()]);
});

const ask = ({ client }: Process) =>
  client
    .send({
      operation: "test.read",
      method: "GET",
      url: server.baseUrl,
      idempotent: true,
      maxAttempts: 1,
      connectionId: "con_watched",
    })
    .then(
      () => "answered",
      (error: { kind?: string }) => error.kind,
    );
const seen = async (at = new Date()) => {
  await Promise.all([one.state.flush(), two.state.flush()]);
  return listUpstream([server.baseUrl], at);
};

test("breakers of two processes are seen as one, until each of them has closed its own", async () => {
  server.answer(json(500, {}));
  for (let n = 0; n < 3; n++) await ask(one);
  expect(await seen()).toMatchObject([{ operationClass: "read", state: "open", processes: 1 }]);
  for (let n = 0; n < 3; n++) await ask(two);
  expect(await seen()).toMatchObject([{ state: "open", processes: 2, until: expect.any(String) }]);
  server.answer(json(200, {}));
  one.client.halfOpen(server.baseUrl);
  expect(await ask(one)).toBe("answered");
  expect(await seen()).toMatchObject([{ state: "open", processes: 1 }]);
  two.client.halfOpen(server.baseUrl);
  expect(await ask(two)).toBe("answered");
  expect(await seen()).toEqual([]);
});

test("a manual half-open that fails opens it again, and the next caller is held back", async () => {
  server.answer(json(500, {}));
  for (let n = 0; n < 3; n++) await ask(one);
  const before = server.requests.length;
  expect(await ask(one)).toBe("breaker-open");
  one.client.halfOpen(server.baseUrl);
  expect(await ask(one)).toBe("status");
  expect(await ask(one)).toBe("breaker-open");
  expect(server.requests.length).toBe(before + 1);
  expect(await seen()).toMatchObject([{ state: "open" }]);
});

test("a limit is seen until it is over, by all", async () => {
  server.answer(json(429, {}, { "retry-after": "90" }));
  await ask(one);
  expect(await seen()).toMatchObject([{ kind: "limit", state: "limited" }]);
  expect(await seen(new Date(Date.now() + 91_000))).toEqual([]);
});

test("what a process that died said is not believed for ever, and one that ends takes it back", async () => {
  server.answer(json(500, {}));
  for (let n = 0; n < 3; n++) await ask(one);
  expect(await seen(new Date(Date.now() + 60 * 60_000))).toEqual([]);
  expect(await seen()).toHaveLength(1);
  await one.state.leave();
  expect(await seen()).toEqual([]);
});

test("two processes add their counts, and what was held back is no call", async () => {
  await db().callTally.deleteMany();
  const counters = [createCallCounter(pool()), createCallCounter(pool())];
  for (const counter of counters) {
    for (let n = 0; n < 1_500; n++)
      counter.counted({ connectionId: "con_busy", outcome: "answered", durationMs: 40 });
    counter.counted({ connectionId: "con_busy", outcome: "failed", durationMs: 9_000 });
    counter.counted({ connectionId: "con_busy", outcome: "held-back", durationMs: 0 });
    counter.counted({ connectionId: null, outcome: "failed", durationMs: 1 });
  }
  await Promise.all(counters.map((counter) => counter.flush()));
  // The counters of the tests before may still store theirs: they do so by a clock of their own.
  const rows = await db().callTally.findMany({ where: { connectionId: "con_busy" } });
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + pick(row), 0);
  expect([sum((row) => row.answered), sum((row) => row.failed), sum((row) => row.heldBack)]).toEqual([
    3_000, 2, 2,
  ]);
  expect(sum((row) => row.durations.reduce((a, b) => a + b, 0))).toBe(3_002);
});
