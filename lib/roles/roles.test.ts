import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { attestRole } from "./attest-role.ts";
import { getRoleMatrix } from "./reads.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("operator", { id: "usr_ann", name: "Ann" });
const bob = testCtx("operator", { id: "usr_bob", name: "Bob" });

test("roles say whether they see skills, and what people say they set", async () => {
  const connectionId = scene.connectionId();
  const { value } = await getRoleMatrix(ann, connectionId, undefined);
  const trainee = value.roles.find(({ name }) => name === "Chat Trainee");
  expect(trainee).toMatchObject({ seesSkills: false, channel: { level: "none", by: null } });
  expect(value.roles.some(({ seesSkills }) => seesSkills === true)).toBe(true);

  const channelId = value.channel?.id ?? "";
  const change = { channelId, roleId: trainee?.roleId ?? "", roleName: "Chat Trainee" };
  await attestRole(ann, connectionId, { ...change, level: "minimum", before: "none" });
  // Bob's page still shows the role as not set.
  await expect(
    attestRole(bob, connectionId, { ...change, level: "all", before: "none" }),
  ).rejects.toMatchObject({
    code: "conflict",
    options: { detail: expect.stringContaining("Ann changed it") },
  });
  const again = await getRoleMatrix(bob, connectionId, channelId);
  expect(again.value.roles.find(({ roleId }) => roleId === change.roleId)?.channel).toMatchObject({
    level: "minimum",
    by: "Ann",
  });
  await attestRole(bob, connectionId, { ...change, level: "none", before: "minimum" });
  expect(await db().roleAttestation.count()).toBe(0);
  const audit = await db().auditEntry.findMany({
    where: { action: "role.attested" },
    orderBy: { seq: "asc" },
  });
  expect(audit.map(({ actorName, after }) => [actorName, (after as { level: string }).level])).toEqual([
    ["Ann", "minimum"],
    ["Bob", "none"],
  ]);
});

test("a channel that is gone is not found, and a supervisor sees nothing", async () => {
  await expect(getRoleMatrix(ann, scene.connectionId(), "gone")).rejects.toMatchObject({ code: "not_found" });
  await expect(getRoleMatrix(testCtx("supervisor"), scene.connectionId(), undefined)).rejects.toMatchObject({
    code: "forbidden",
  });
});
