import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getRequest, getRequestFilters, listRequests } from "./reads.ts";
import { formatRowKey, type RequestQuery, requestQuerySchema, rowKeySchema } from "./schema.ts";

withTestDatabase();

const ctx = systemCtx("test");
const as = (role: Role) => ({ ...ctx, actor: { kind: "user", id: "usr_1", name: "Ann", role } as const });
const start = Date.parse("2026-11-21T08:00:00Z");
const list = (query: Record<string, string> = {}) => listRequests(ctx, requestQuerySchema.parse(query));

type Row = Parameters<ReturnType<typeof db>["requestLog"]["createMany"]>[0] & { data: unknown };
const row = (atMs: number, more: object = {}) => ({
  id: randomUUID(),
  at: new Date(atMs),
  connectionId: "con_bulk",
  operation: "cxone.skills.list",
  method: "GET",
  host: "vendor.example",
  path: "/skills",
  status: 200,
  durationMs: 12,
  attempt: 1,
  requestId: `req_${randomUUID()}`,
  requestHeaders: { authorization: "Bearer [redacted]" },
  ...more,
});
const store = (rows: ReturnType<typeof row>[]) => db().requestLog.createMany({ data: rows } as Row);

/** Every page from a query on, in one direction. */
async function walk(query: Record<string, string>, direction: "older" | "newer", from?: string) {
  const pages: string[][] = [];
  let cursor: string | null | undefined = from;
  do {
    const page = await list({ ...query, ...(cursor ? { [direction]: cursor } : {}) });
    pages.push(page.items.map((item) => item.key));
    cursor = page[direction];
  } while (cursor);
  return pages;
}

// Seven rows to a millisecond: pages end in the middle of equal times.
const bulk = Array.from({ length: 95 }, (_, n) => row(start + Math.floor(n / 7)));
const special = {
  failed: row(start + 1_000, {
    connectionId: null,
    status: 503,
    operation: "cxone.token.fetch",
    error: "status: 503",
  }),
  silent: row(start + 2_000, { connectionId: null, status: null, error: "timeout", path: "/slow/100%_done" }),
  lost: row(start + 3_000, {
    connectionId: null,
    status: 404,
    path: "/slow/100x_done",
    method: "PATCH",
    host: "other.example",
  }),
};

beforeAll(async () => {
  await store([...bulk, ...Object.values(special)]);
  await db().connection.create({
    data: { id: "con_bulk", kind: "cxone", name: "Acme", environment: "sandbox", settings: {} },
  });
});

describe("paging", () => {
  const newestFirst = bulk.map(formatRowKey).sort().reverse();

  test("shows every row exactly once, newest first, over pages that split equal times", async () => {
    const pages = await walk({ connection: "con_bulk", limit: "10" }, "older");
    expect(pages.map((page) => page.length)).toEqual([...Array(9).fill(10), 5]);
    expect(pages.flat()).toEqual(newestFirst);
  });

  test("leads back the same way", async () => {
    const down = await walk({ connection: "con_bulk", limit: "10" }, "older");
    const up = await walk({ connection: "con_bulk", limit: "10" }, "newer", down.at(-1)?.[0]);
    expect(up.toReversed()).toEqual(down.slice(0, -1));
  });

  test("rows that arrive meanwhile stand before the first page and move nothing", async () => {
    const first = await list({ limit: "2" });
    const late = row(start + 4_000, { connectionId: "con_late" });
    await store([late]);
    const second = await list({ limit: "2", older: first.older ?? "" });
    expect(second.items[0]?.key).toBe(newestFirst[0] && formatRowKey(special.failed));
    expect(
      (await list({ limit: "2", newer: first.items[0]?.key ?? "" })).items.map((item) => item.key),
    ).toEqual([formatRowKey(late)]);
  });
});

describe("filters", () => {
  const keys = async (query: Record<string, string>) => (await list(query)).items.map((item) => item.key);

  test.each<[string, Record<string, string>, keyof typeof special | undefined]>([
    ["a status class", { status: "5xx" }, "failed"],
    ["no answer", { status: "none" }, "silent"],
    ["an operation", { operation: "cxone.token.fetch" }, "failed"],
    ["words of a path", { q: "100%_d" }, "silent"],
    ["the beginning of a word, in any case", { q: "TOKEN.f" }, "failed"],
    ["a whole request id", { q: special.lost.requestId }, "lost"],
    ["the start of a request id", { q: special.lost.requestId.slice(0, 12) }, "lost"],
    [
      "a span of time, its end left out",
      { from: new Date(start + 2_000).toISOString(), to: new Date(start + 3_000).toISOString() },
      "silent",
    ],
    ["a method", { method: "PATCH" }, "lost"],
    ["a host", { host: "other.example" }, "lost"],
    ["words in any order", { q: "done 100x" }, "lost"],
    ["filters together", { status: "4xx,5xx", q: "slow" }, "lost"],
    ["what nothing has", { q: "nowhere" }, undefined],
  ])("finds by %s", async (_name, query, wanted) => {
    expect(await keys(query)).toEqual(wanted ? [formatRowKey(special[wanted])] : []);
  });

  test("offers connections and the operations called of late", async () => {
    expect(await getRequestFilters(ctx)).toEqual({
      connections: [{ id: "con_bulk", name: "Acme" }],
      operations: ["cxone.skills.list", "cxone.token.fetch"],
      hosts: ["other.example", "vendor.example"],
    });
  });

  test("names the connection of a call", async () => {
    expect((await list({ connection: "con_bulk", limit: "1" })).items[0]).toMatchObject({
      connectionName: "Acme",
    });
  });

  test.each([{ older: "yesterday" }, { from: "2026-11-21" }, { status: "6xx" }, { limit: "1000" }])(
    "refuses %o",
    (query) => {
      expect(requestQuerySchema.safeParse(query).success).toBe(false);
    },
  );
});

describe("in a log that is long", () => {
  beforeAll(async () => {
    await db().$executeRaw`
      INSERT INTO request_log (id, at, operation, method, host, path, status, duration_ms, attempt, request_id, request_headers)
      SELECT 'old-' || n, '2026-11-20T00:00:00Z'::timestamptz - n * interval '200 seconds', 'old', 'GET',
        CASE WHEN n = 20500 THEN 'rare.example' ELSE 'h' END,
        CASE WHEN n IN (3000, 9000, 20500) THEN '/needle' WHEN n % 3 = 0 THEN '/straw' ELSE '/hay' END,
        200, 1, 1, 'r', '{}'
      FROM generate_series(1, 20500) AS n`;
  });

  test("a rare word is found at once, over months, and paged both ways", async () => {
    const pages = await walk({ q: "needle", limit: "2" }, "older");
    expect(pages.map((page) => page.map((key) => key.split("-").at(-1)))).toEqual([
      ["3000", "9000"],
      ["20500"],
    ]);
    const up = await list({ q: "needle", limit: "2", newer: pages[1]?.[0] ?? "" });
    expect(up.items.map((item) => item.key)).toEqual(pages[0]);
  });

  test("a common word and every page of it: no row twice, none left out", async () => {
    const pages = await walk({ q: "straw", limit: "200" }, "older");
    const keys = pages.flat();
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(Math.floor(20_500 / 3) - 2);
    expect(keys).toEqual(keys.toSorted().reverse());
  });

  test("a look for what no index knows stops at its bound, says how far it came, and goes on from there", async () => {
    const first = await list({ host: "rare.example" });
    expect(first.items).toEqual([]);
    expect(first.searchedTo).toMatch(/^2026-1/);
    const second = await list({ host: "rare.example", older: first.older ?? "" });
    expect(second.items.map((item) => item.path)).toEqual(["/needle"]);
    expect(second).toMatchObject({ older: null, searchedTo: null });
  });
});

describe("one call", () => {
  test("is shown with what was sent, by the key that lists give", async () => {
    const key = rowKeySchema.parse(formatRowKey(special.failed));
    expect(await getRequest(ctx, key)).toMatchObject({
      operation: "cxone.token.fetch",
      error: "status: 503",
      connectionName: null,
      requestHeaders: { authorization: "Bearer [redacted]" },
    });
  });

  test("that is not there is not found", async () => {
    await expect(getRequest(ctx, { at: new Date(start), id: "none" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("roles", () => {
  const query: RequestQuery = requestQuerySchema.parse({ limit: "1" });
  const reads = (role: Role) => [
    () => listRequests(as(role), query),
    () => getRequestFilters(as(role)),
    () => getRequest(as(role), special.lost),
  ];

  test.each<Role>(["admin", "operator", "auditor"])("%s may read", async (role) => {
    for (const read of reads(role)) await expect(read()).resolves.toBeDefined();
  });

  test("supervisor may not", async () => {
    for (const read of reads("supervisor")) await expect(read()).rejects.toMatchObject({ code: "forbidden" });
  });
});
