import { expect, test } from "vitest";
import { listChannels } from "#lib/cxone/channels.ts";
import { getScript } from "#lib/cxone/scripts.ts";
import { listSkillAgents } from "#lib/cxone/skill-agents.ts";
import { createSkill, getSkill } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { attestStep } from "#lib/setup/attest-step.ts";
import { createPlan } from "#lib/setup/create-plan.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import { startRun } from "#lib/setup/start-run.ts";
import { tickLeftover } from "#lib/setup/tick-leftover.ts";
import { channelIdOf } from "./channel-id.ts";
import { getConversation } from "./conversation/reads.ts";
import { cxoneHandover } from "./cxone-setup/cxone-handover.ts";
import { AGENT, type Walk, walkToReview } from "./cxone-setup/walk-set-up.ts";
import { ana, refusal, withTestTenant } from "./cxone-setup/with-test-tenant.ts";
import { deleteHandover } from "./delete-handover.ts";
import { getHandover, listHandovers } from "./reads.ts";
import { scriptPath } from "./studio-script.ts";

const { tenant, client, run, view } = withTestTenant({ skillListLagSeconds: 0 });

async function live(walk: Walk): Promise<Walk> {
  expect(await run((await walk.start()).id)).toBe("done");
  return walk;
}
async function tearDown(walk: Walk): Promise<string> {
  const plan = await walk.plan("teardown");
  const { id } = await startRun(cxoneHandover, ana, { subject: walk.subject, planId: plan.id });
  expect((await getHandover(ana, walk.id)).state).toBe("removing");
  expect(await run(id)).toBe("done");
  return id;
}

test("a teardown leaves a foreign skill, its foreign agents and everybody else's channels", async () => {
  const foreign = await createSkill(await client(), {
    skillName: "Theirs",
    campaignId: 310001,
    mediaTypeId: 9,
  });
  const before = (await listChannels(await client())).map(({ id }) => id).sort();
  const skill = { mode: "pick", skillId: foreign.skillId, skillName: "Theirs", agents: [AGENT] };
  const walk = await live(await walkToReview(ana, tenant(), "Guest", { skill }));
  await tearDown(walk);
  expect((await listChannels(await client())).map(({ id }) => id).sort()).toEqual(before);
  expect(await getScript(await client(), scriptPath(walk.id))).toBeNull();
  expect(await getSkill(await client(), foreign.skillId)).toMatchObject({
    isActive: true,
    skillName: "Theirs",
  });
  // The assignment was ours, so it is taken back; the skill was not.
  expect(await listSkillAgents(await client(), foreign.skillId)).toEqual([]);
});

test("what is left to people is listed with where to go, kept when ticked, and forgotten by the next apply", async () => {
  const walk = await live(await walkToReview(ana, tenant(), "Leftovers"));
  const skill = await db().managedObject.findFirst({ where: { subject: walk.subject, kind: "skill" } });
  await tenant().selectDefaultSkill(channelIdOf(walk.id), Number(skill?.remoteId), scriptPath(walk.id));
  await runChecks(cxoneHandover, ana, { subject: walk.subject, stepIds: ["default-skill"] });
  await attestStep(cxoneHandover, ana, {
    subject: walk.subject,
    stepId: "roles",
    attested: true,
    evidence: "",
  });
  await tearDown(walk);
  const [byoc, roles] = (await view(walk.id)).byHand;
  expect(byoc).toMatchObject({
    id: "byoc",
    path: expect.arrayContaining(["Bring Your Own Channel"]),
    done: null,
  });
  expect(byoc?.values.map(({ label }) => label)).toContain("Integration ID");
  expect(roles).toMatchObject({ id: "roles" });
  await tickLeftover(cxoneHandover, ana, { subject: walk.subject, itemId: "byoc", done: true });
  expect((await view(walk.id)).byHand[0]?.done).toMatchObject({ by: "Ana" });
  const nothing = tickLeftover(cxoneHandover, ana, { subject: walk.subject, itemId: "gone", done: true });
  expect((await refusal(nothing)).code).toBe("not_found");

  await live(walk);
  expect(await getHandover(ana, walk.id)).toMatchObject({ state: "live" });
  expect((await view(walk.id)).byHand[0]?.done).toBeNull();
});

test("a removed handover keeps its conversations readable, also when it is deleted", async () => {
  const walk = await live(await walkToReview(ana, tenant(), "Remembered"));
  const id = newId("cnv");
  await db().conversation.create({ data: { id, providerId: walk.id, visitorHash: "x" } });
  await tearDown(walk);
  expect(await getHandover(ana, walk.id)).toMatchObject({ state: "removed", channelId: null });
  // What checks said of objects that are gone is forgotten.
  expect((await getHandover(ana, walk.id)).checks).toMatchObject({ passed: 0, failed: 0, lastAt: null });
  await deleteHandover(ana, walk.id);
  expect(await getHandover(ana, walk.id)).toMatchObject({ state: "removed" });
  expect((await getConversation(ana, id)).id).toBe(id);
  expect((await listHandovers(ana)).items.map((item) => item.id)).not.toContain(walk.id);
  expect((await listHandovers(ana, { removed: true })).items.map((item) => item.id)).toContain(walk.id);
});

test("undoing a failed run removes what that run made and nothing from before", async () => {
  const walk = await live(await walkToReview(ana, tenant(), "Undone"));
  const [before] = (await view(walk.id)).steps.filter(({ id }) => id === "skill");
  await walk.save("skill", { ...(before?.input as object), skillName: "Undone_Two" });
  const { id } = await walk.start();
  await tenant().control("faults", {
    system: "cxone",
    method: "POST",
    pathPattern: "/skills/\\d+/agents$",
    times: 1,
    status: 403,
    body: { error: "access_denied", error_description: "No" },
  });
  expect(await run(id)).toBe("failed");
  expect((await getHandover(ana, walk.id)).state).toBe("degraded");
  const plan = await createPlan(cxoneHandover, ana, walk.subject, "undo", id);
  expect(plan.lines.map(({ lineId, action }) => [lineId, action])).toEqual([["skill/Undone_Two", "delete"]]);
  expect(await run((await startRun(cxoneHandover, ana, { subject: walk.subject, planId: plan.id })).id)).toBe(
    "done",
  );
  const managed = await db().managedObject.findMany({ where: { subject: walk.subject } });
  expect(managed.map(({ lineId }) => lineId).sort()).toEqual([
    "channel",
    "script",
    "skill/Undone",
    "skill/Undone/agent/30103",
  ]);
  expect((await getHandover(ana, walk.id)).state).toBe("live");
  const again = createPlan(cxoneHandover, ana, walk.subject, "undo", id);
  expect((await refusal(again)).options.title).toBe("This run cannot be undone");
});
