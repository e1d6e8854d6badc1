import { text } from "node:stream/consumers";
import { beforeEach, expect, test } from "vitest";
import { readCsv } from "#lib/api/read-csv.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { CONNECTION, withCxoneRow } from "../domains/scene.ts";
import { exportBounced } from "./export-bounced.ts";
import { listBounced } from "./reads.ts";
import { removeBounced } from "./remove-bounced.ts";
import { reportBounced } from "./report-bounced.ts";
import { bouncedExport, bouncedKey, bouncedQuery, reportInput } from "./schema.ts";

withTestDatabase();
withCxoneRow();
const otto = testCtx("operator", { name: "Otto" });
const report = (address: string, detail = "") =>
  reportBounced(otto, reportInput.parse({ connectionId: CONNECTION, address, detail }));
const list = (query: Record<string, string> = {}) =>
  listBounced(testCtx("auditor"), bouncedQuery.parse(query));
beforeEach(() => db().bouncedAddress.deleteMany());

test("an address is reported in small letters, once, and removed with an audit row of each", async () => {
  await report("Ann_Lee@Example.COM", "Returned by CXone");
  await expect(report("ann_lee@example.com")).rejects.toMatchObject({ code: "name_taken" });
  expect((await list()).items).toMatchObject([
    { address: "ann_lee@example.com", reason: "reported", connection: { name: "Acme" } },
  ]);
  const key = bouncedKey.parse({ connectionId: CONNECTION, address: "ANN_LEE@example.com" });
  await removeBounced(otto, key);
  await expect(removeBounced(otto, key)).rejects.toMatchObject({ code: "not_found" });
  const rows = await db().auditEntry.findMany({
    where: { object: `bounced-address:${CONNECTION}:ann_lee@example.com` },
    orderBy: { seq: "asc" },
  });
  expect(rows.map(({ action }) => action)).toEqual(["bounced_address.reported", "bounced_address.removed"]);
});

test.each(["no address", "a@b", "Ann <ann@example.com>", "ann@example.com\r\nBcc: x@example.com"])(
  "%j is not reported",
  (address) => {
    expect(reportInput.safeParse({ connectionId: CONNECTION, address }).success).toBe(false);
  },
);

test("pages by time and key in both directions, search and reasons", async () => {
  const at = new Date("2026-11-21T10:00:00Z");
  const rows = Array.from({ length: 7 }, (_, n) => ({
    connectionId: CONNECTION,
    address: `a_${n}@example.com`,
    reason: n % 2 ? "no_tls" : "refused",
    // Three at the same moment.
    at: n < 3 ? at : new Date(at.getTime() + n),
  }));
  await db().bouncedAddress.createMany({ data: rows });
  const seen: string[] = [];
  let page = await list({ limit: "3" });
  for (;;) {
    seen.push(...page.items.map(({ address }) => address));
    if (!page.older) break;
    page = await list({ limit: "3", older: page.older });
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `a_${n}@example.com`));
  const back = await list({ limit: "3", newer: page.newer ?? "" });
  expect(back.items.map(({ address }) => address)).toEqual([3, 2, 1].map((n) => `a_${n}@example.com`));
  expect((await list({ q: "A_4" })).items).toHaveLength(1);
  expect((await list({ reason: "no_tls" })).items).toHaveLength(3);
  expect((await list({ connection: "con_other" })).items).toEqual([]);
  // A place in the list that is a moment of no calendar is refused; the last one there is, is not.
  const place = (digits: number) => ({ older: `${"9".repeat(digits)}~${CONNECTION}~a@example.com` });
  expect(bouncedQuery.safeParse(place(15)).success).toBe(false);
  expect((await list(place(14))).items).toHaveLength(7);
});

test("the file has what the list has, and a cell that looks like a formula is escaped", async () => {
  await report("=cmd@example.com", "=1+1");
  await report("b@example.com");
  const { stream } = await exportBounced(testCtx("auditor"), bouncedExport.parse({ q: "example" }));
  const [head, ...rows] = readCsv(await text(stream));
  expect(head).toEqual(["at", "connectionId", "address", "reason", "detail", "mailId", "channelId"]);
  expect(rows.map((row) => [row[2], row[4]]).toSorted()).toEqual([
    ["'=cmd@example.com", "'=1+1"],
    ["b@example.com", ""],
  ]);
  const known = await exportBounced(testCtx("auditor"), bouncedExport.parse({ channel: "eml_other" }));
  expect(readCsv(await text(known.stream))).toHaveLength(1);
  await expect(exportBounced(testCtx("supervisor"), bouncedExport.parse({}))).rejects.toMatchObject({
    code: "forbidden",
  });
});
