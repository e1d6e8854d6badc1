import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { exportRequests } from "./export-requests.ts";
import { requestExportSchema } from "./schema.ts";

withTestDatabase();

const ctx = systemCtx("test");
const exported = async (query: Record<string, string>) =>
  text((await exportRequests(ctx, requestExportSchema.parse(query))).stream);

beforeAll(async () => {
  const row = (n: number, more: object) => ({
    id: randomUUID(),
    at: new Date(Date.parse("2026-11-21T08:00:00Z") + n),
    operation: "cxone.skills.list",
    method: "GET",
    host: "vendor.example",
    path: `/skills/${n}`,
    status: 200,
    durationMs: 5,
    attempt: 1,
    requestId: "req_export_0001",
    requestHeaders: { authorization: "Bearer [redacted]" },
    ...more,
  });
  await db().requestLog.createMany({
    data: [row(1, {}), row(2, { status: 503, error: "=HYPERLINK(status 503)" }), row(3, { path: "/agents" })],
  });
});

test("JSONL holds what is filtered, newest first, one object per line", async () => {
  const lines = (await exported({ format: "jsonl", q: "skills" })).trim().split("\n");
  // The operation has the word too.
  expect(lines.map((line) => (JSON.parse(line) as { path: string }).path)).toEqual([
    "/agents",
    "/skills/2",
    "/skills/1",
  ]);
  const failed = (await exported({ format: "jsonl", status: "5xx" })).trim().split("\n");
  expect(failed.map((line) => JSON.parse(line))).toMatchObject([
    { at: "2026-11-21T08:00:00.002Z", status: 503, requestHeaders: { authorization: "Bearer [redacted]" } },
  ]);
});

test("CSV has a head, and no cell is a formula", async () => {
  const [head, ...lines] = (await exported({ status: "5xx" })).trim().split("\r\n");
  expect(head).toMatch(/^"?at"?,"?id"?,/);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("'=HYPERLINK");
});

test("a request id, and nothing at all", async () => {
  expect((await exported({ format: "jsonl", q: "req_export" })).trim().split("\n")).toHaveLength(3);
  expect(await exported({ format: "jsonl", q: "nowhere" })).toBe("");
});

test("is not for supervisors", async () => {
  const sue = { ...ctx, actor: { kind: "user", id: "usr_1", name: "Sue", role: "supervisor" } as const };
  await expect(exportRequests(sue, requestExportSchema.parse({}))).rejects.toMatchObject({
    code: "forbidden",
  });
});
