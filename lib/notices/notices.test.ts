import { expect, test } from "vitest";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { acknowledgeNotice } from "./acknowledge-notice.ts";
import { openNotice } from "./open-notice.ts";
import { countOpenNotices, listNotices } from "./reads.ts";
import { resolveNotice, resolveNoticesOf } from "./resolve-notice.ts";
import { noticeQuerySchema } from "./schema.ts";

withTestDatabase();
const ctx = systemCtx("test");
const as = (role: "operator" | "supervisor" | "auditor"): Ctx => ({
  ...ctx,
  actor: { kind: "user", id: `usr_${role}`, name: role, role },
});
const about = (cause: string) => ({
  cause,
  severity: "warning" as const,
  title: "The tenant does not answer",
  body: "Run its checks.",
  link: "/connections",
});
const open = (cause: string, change = {}) =>
  db().$transaction((tx) => openNotice(tx, { ...about(cause), ...change }));
const of = (cause: string) => db().notice.findMany({ where: { cause }, orderBy: { createdAt: "asc" } });

test("twenty finders of one cause open one notice", async () => {
  const opened = await Promise.all(Array.from({ length: 20 }, () => open("many")));
  expect(opened.filter(Boolean)).toHaveLength(1);
  expect(await of("many")).toHaveLength(1);
});

test("acknowledging keeps it open; only recovery resolves it, and a relapse is a new notice", async () => {
  await open("relapse");
  const [notice] = await of("relapse");
  const seen = await acknowledgeNotice(as("operator"), notice?.id ?? "");
  expect(seen).toMatchObject({ state: "acknowledged", acknowledgedBy: "operator", resolvedAt: null });
  expect(await open("relapse")).toBe(false);
  expect((await of("relapse"))[0]?.acknowledgedAt).not.toBeNull();
  expect(await db().$transaction((tx) => resolveNotice(tx, "relapse"))).toBe(true);
  expect(await db().$transaction((tx) => resolveNotice(tx, "relapse"))).toBe(false);
  expect(await open("relapse")).toBe(true);
  expect(await of("relapse")).toHaveLength(2);
});

test("what gets worse must be seen again", async () => {
  await open("worse");
  const [notice] = await of("worse");
  await acknowledgeNotice(as("operator"), notice?.id ?? "");
  await open("worse", { body: "Other words." });
  expect((await of("worse"))[0]).toMatchObject({ body: "Other words.", acknowledgedBy: "operator" });
  expect((await of("worse"))[0]?.acknowledgedAt).not.toBeNull();
  await open("worse", { severity: "bad" });
  expect((await of("worse"))[0]?.acknowledgedAt).toBeNull();
});

test("a rolled-back change leaves no notice", async () => {
  await db()
    .$transaction(async (tx) => {
      await openNotice(tx, about("rolled back"));
      throw new Error("roll back");
    })
    .catch(() => {});
  expect(await of("rolled back")).toEqual([]);
});

test("lists page by page and by state; who may not see them sees none", async () => {
  for (const n of [1, 2, 3]) await open(`page:${n}`, { title: `Paged ${n}` });
  const ask = (query: Record<string, string>) =>
    listNotices(as("auditor"), noticeQuerySchema.parse({ q: "Paged", ...query }));
  const first = await ask({ limit: "2" });
  const second = await ask({ limit: "2", older: first.older ?? "" });
  expect([...first.items, ...second.items].map((item) => item.title).toSorted()).toEqual([
    "Paged 1",
    "Paged 2",
    "Paged 3",
  ]);
  await db().$transaction((tx) => resolveNoticesOf(tx, "page:"));
  expect((await ask({ state: "open" })).items).toEqual([]);
  expect((await ask({ state: "resolved" })).items).toHaveLength(3);
  await expect(listNotices(as("supervisor"), noticeQuerySchema.parse({}))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(acknowledgeNotice(as("auditor"), "ntc_1")).rejects.toMatchObject({ code: "forbidden" });
  expect(await countOpenNotices(as("supervisor"))).toBeNull();
});

test("the open ones are counted by how much they press, without those that somebody has taken on", async () => {
  await db().notice.deleteMany();
  expect(await countOpenNotices(ctx)).toEqual({ info: 0, warning: 0, bad: 0 });
  for (const [cause, severity] of [
    ["count:1", "info"],
    ["count:2", "info"],
    ["count:3", "bad"],
    ["count:4", "bad"],
  ] as const)
    await open(cause, { severity });
  const [taken] = await of("count:4");
  await acknowledgeNotice(as("operator"), taken?.id ?? "");
  expect(await countOpenNotices(as("auditor"))).toEqual({ info: 2, warning: 0, bad: 1 });
});
