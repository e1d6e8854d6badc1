import { expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { changedMeanwhile, whoChanged } from "./who-changed.ts";
import { writeAudit } from "./write-audit.ts";

withTestDatabase();

const as = (name: string, at: string): Ctx => ({
  actor: { kind: "user", id: `usr_${name}`, name, role: "admin" },
  requestId: "req_1",
  now: () => new Date(at),
});
const change = (ctx: Ctx, object: string, before: object, after: object) =>
  db().$transaction((tx) => writeAudit(tx, ctx, { action: "skill.changed", object, before, after }));

test("the second of two admins is told who changed what and when", async () => {
  await change(as("Ann", "2026-11-21T08:00:00Z"), "skill:1", { name: "A" }, { name: "B" });
  await change(
    as("Bob", "2026-11-21T09:30:00Z"),
    "skill:1",
    { name: "B", campaign: 1 },
    { name: "C", campaign: 2 },
  );
  await change(as("Eve", "2026-11-21T10:00:00Z"), "skill:2", {}, { name: "X" });

  expect(await whoChanged("skill:1")).toMatchObject({
    by: "Bob",
    changes: [{ field: "campaign" }, { field: "name" }],
  });
  expect(await whoChanged("skill:1", new Date("2026-11-21T09:30:00Z"))).toBeNull();
  const error = await changedMeanwhile("skill:1");
  expect(error).toMatchObject({ code: "conflict" });
  expect(error.options.detail).toBe("Bob changed it at 2026-11-21 09:30 UTC: campaign, name.");
  expect((await changedMeanwhile("skill:3")).options.detail).toBe(
    "It was saved elsewhere after you opened it.",
  );
});
