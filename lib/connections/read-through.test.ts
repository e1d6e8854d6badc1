import { expect, test } from "vitest";
import { listSkills } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { readThrough } from "./read-through.ts";
import { ctxAs, withConnectedSandbox } from "./scene.ts";

withTestDatabase();
const scene = withConnectedSandbox();

const names = (search: string) =>
  readThrough(
    ctxAs("admin"),
    scene.connectionId(),
    { operation: "test.skill-names", params: { search } },
    async (client) => (await listSkills(client, { search })).map(({ skillName }) => skillName),
  );

test("what a tenant said last is shown, with its age and the reason, while it does not answer", async () => {
  const fresh = await names("a");
  expect(fresh.stale).toBeNull();
  expect(fresh.value.length).toBeGreaterThan(0);

  await scene.control("faults", { system: "cxone", pathPattern: "/skills", status: 500, times: 50 });
  const old = await names("a");
  expect(old).toMatchObject({ value: fresh.value, asOf: fresh.asOf });
  expect(old.stale?.title).toMatch(/\w/);
  expect(old.stale?.fix).toMatch(/\w/);

  // Another question was never answered: nothing is made up.
  await expect(names("b")).rejects.toMatchObject({ code: "upstream_failed" });
});

test("a slow reader does not overwrite a newer answer", async () => {
  const params = { connectionId: scene.connectionId(), operation: "test.race", asked: "x" };
  const write = (value: string, at: string) =>
    readThrough(
      { ...ctxAs("admin"), now: () => new Date(at) },
      params.connectionId,
      { operation: params.operation },
      async () => value,
    );
  await write("new", "2026-11-21T10:00:01Z");
  await write("old", "2026-11-21T10:00:00Z");
  const rows = await db().lastKnown.findMany({ where: { operation: params.operation } });
  expect(rows.map(({ value }) => value)).toEqual(["new"]);
});
