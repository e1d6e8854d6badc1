import { expect, test } from "vitest";
import { listChannels, upsertChannel } from "#lib/cxone/channels.ts";
import { getSkill, updateSkill } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { acceptDrift } from "#lib/setup/accept-drift.ts";
import { ignoreDrift } from "#lib/setup/ignore-drift.ts";
import { lookForDrift } from "#lib/setup/look-for-drift.ts";
import { isApplicable } from "#lib/setup/plan.ts";
import { getDrift } from "#lib/setup/reads.ts";
import { channelIdOf } from "./channel-id.ts";
import { cxoneHandover } from "./cxone-setup/cxone-handover.ts";
import { type Walk, walkToReview } from "./cxone-setup/walk-set-up.ts";
import { ana, withTestTenant } from "./cxone-setup/with-test-tenant.ts";
import { getHandover } from "./reads.ts";
import { scriptPath } from "./studio-script.ts";

const { tenant, client, run, view } = withTestTenant({ skillListLagSeconds: 0 });

async function live(name: string): Promise<Walk> {
  const walk = await walkToReview(ana, tenant(), name);
  expect(await run((await walk.start()).id)).toBe("done");
  return walk;
}
const look = (walk: Walk) => lookForDrift(cxoneHandover, ana, walk.subject);
const found = async (walk: Walk) =>
  (await getDrift(cxoneHandover, ana, walk.subject)).items.map(({ lineId, field, expected, found }) => ({
    lineId,
    field,
    expected,
    found,
  }));
const notice = (walk: Walk) =>
  db().notice.findFirst({ where: { cause: `${walk.subject}:drift` }, orderBy: { createdAt: "desc" } });
const skillOf = async (walk: Walk) =>
  Number((await db().managedObject.findFirst({ where: { subject: walk.subject, kind: "skill" } }))?.remoteId);

async function renameInCxone(walk: Walk, name: string): Promise<void> {
  const own = (await listChannels(await client())).find(({ id }) => id === channelIdOf(walk.id));
  await upsertChannel(await client(), {
    id: channelIdOf(walk.id),
    idOnExternalPlatform: walk.id,
    channelIntegrationId: own?.channelIntegrationId ?? "",
    studioScript: scriptPath(walk.id),
    name,
  });
}

test("after an apply nothing has drifted, and looking writes nothing in CXone", async () => {
  const walk = await live("Quiet");
  const before = (await tenant().requests()).length;
  expect(await look(walk)).toBe("clean");
  const calls = (await tenant().requests()).slice(before);
  expect(calls.length).toBeGreaterThan(2);
  expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(await notice(walk)).toBeNull();
});

test("a channel renamed in CXone shows as drift of its name, and an apply reverts it", async () => {
  const walk = await live("Renamed there");
  await renameInCxone(walk, "Somebody's name");
  expect(await look(walk)).toBe("drifted");
  expect(await found(walk)).toEqual([
    { lineId: "channel", field: "name", expected: "Renamed there", found: "Somebody's name" },
  ]);
  expect(await notice(walk)).toMatchObject({ title: "Renamed there has drifted", resolvedAt: null });
  expect((await view(walk.id)).pending).toEqual([]);
  expect(await look(walk)).toBe("drifted");
  expect(await db().notice.count({ where: { cause: `${walk.subject}:drift` } })).toBe(1);

  expect(await run((await walk.start()).id)).toBe("done");
  expect(await found(walk)).toEqual([]);
  expect((await notice(walk))?.resolvedAt).not.toBeNull();
  expect(await look(walk)).toBe("clean");
});

test("accepting a name makes it the name of the handover, without a call that writes", async () => {
  const walk = await live("Accepted");
  await renameInCxone(walk, "Their name");
  await look(walk);
  const before = (await tenant().requests()).length;
  await acceptDrift(cxoneHandover, ana, { subject: walk.subject, lineId: "channel", field: "name" });
  expect((await tenant().requests()).slice(before).every(({ method }) => method === "GET")).toBe(true);
  expect((await getHandover(ana, walk.id)).name).toBe("Their name");
  expect(await look(walk)).toBe("clean");
  expect((await walk.plan()).lines.filter(isApplicable)).toEqual([]);
});

test("a skill renamed in CXone is still the same skill: accepted, it is neither made again nor switched off", async () => {
  const walk = await live("Skilled");
  const skillId = await skillOf(walk);
  await updateSkill(await client(), skillId, { skillName: "Skilled_Two" });
  expect(await look(walk)).toBe("drifted");
  expect(await found(walk)).toEqual([
    { lineId: "skill/Skilled", field: "name", expected: "Skilled", found: "Skilled_Two" },
  ]);
  await acceptDrift(cxoneHandover, ana, { subject: walk.subject, lineId: "skill/Skilled", field: "name" });
  const { lines } = await walk.plan();
  expect(lines.filter(isApplicable)).toEqual([]);
  expect(lines.map(({ lineId }) => lineId)).toContain("skill/Skilled_Two/agent/30103");
  expect(await look(walk)).toBe("clean");
});

test("a skill switched off in CXone cannot be accepted, only reverted", async () => {
  const walk = await live("Off");
  const skillId = await skillOf(walk);
  await fetch(`${tenant().baseUrl}/cxone/console/skills/${skillId}/toggle`, {
    method: "POST",
    redirect: "manual",
  });
  await look(walk);
  expect(await found(walk)).toMatchObject([{ field: "active", expected: true, found: false }]);
  const accept = acceptDrift(cxoneHandover, ana, {
    subject: walk.subject,
    lineId: "skill/Off",
    field: "active",
  });
  await expect(accept).rejects.toMatchObject({ options: { title: "This cannot be accepted" } });
  await run((await walk.start()).id);
  expect(await getSkill(await client(), skillId)).toMatchObject({ isActive: true });
});

test("what is ignored stays quiet until the other side changes again", async () => {
  const walk = await live("Ignored");
  await renameInCxone(walk, "Temporary");
  await look(walk);
  const key = { subject: walk.subject, lineId: "channel", field: "name" };
  await ignoreDrift(cxoneHandover, ana, { ...key, reason: "A campaign until Monday" });
  expect((await notice(walk))?.resolvedAt).not.toBeNull();
  expect(await look(walk)).toBe("clean");
  expect((await walk.plan()).lines.filter(isApplicable)).toEqual([]);
  expect((await getDrift(cxoneHandover, ana, walk.subject)).items[0]?.ignored).toMatchObject({
    reason: "A campaign until Monday",
  });
  await renameInCxone(walk, "Something else");
  expect(await look(walk)).toBe("drifted");
  expect((await getDrift(cxoneHandover, ana, walk.subject)).items[0]?.ignored).toBeNull();
});

test("the default skill that a person chose counts once it was right: another one is drift, and can be accepted", async () => {
  const walk = await live("By hand");
  const select = (skillId: number) =>
    tenant().selectDefaultSkill(channelIdOf(walk.id), skillId, scriptPath(walk.id));
  await select(await skillOf(walk));
  const { runChecks } = await import("#lib/setup/run-checks.ts");
  await runChecks(cxoneHandover, ana, { subject: walk.subject, stepIds: ["default-skill"] });
  expect(await look(walk)).toBe("clean");
  await select(4606106);
  expect(await look(walk)).toBe("drifted");
  await runChecks(cxoneHandover, ana, { subject: walk.subject, stepIds: ["default-skill"] });
  expect(await look(walk)).toBe("drifted");
  await acceptDrift(cxoneHandover, ana, {
    subject: walk.subject,
    lineId: "default-skill",
    field: "defaultSkillId",
  });
  expect((await view(walk.id)).steps.find(({ id }) => id === "skill")?.input).toMatchObject({
    skillId: 4606106,
  });
  expect((await view(walk.id)).pending.map(({ sentence }) => sentence)).toContain(
    "Skill By_hand: no longer wanted, still there",
  );
});
