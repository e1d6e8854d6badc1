import { beforeAll, expect, test } from "vitest";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { changeSkill, setSkillActive } from "./change-skill.ts";
import { createSkill } from "./create-skill.ts";
import { getSkill } from "./get-skill.ts";
import { skillObject } from "./object.ts";
import { type SkillForm, type SkillView, skillChange, skillInput } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const [ann, bob] = [ctxAs("operator", "Ann"), ctxAs("admin", "Bob")];
const connection = () => scene.connectionId();

// Only the lost answer has to do with the lag of the list; its test waits by itself.
beforeAll(async () => {
  await scene.control("switches", { skillListLagSeconds: 0 });
});

let made = 0;
const form = (change: Partial<SkillForm> = {}): SkillForm => ({
  skillName: `Made_${++made}`,
  mediaTypeId: 9,
  direction: "inbound",
  campaignId: 310001,
  serviceLevelThresholdSeconds: 30,
  serviceLevelGoalPercent: 80,
  ...change,
});
const create = async (change: Partial<SkillForm> = {}) =>
  (await createSkill(ann, connection(), skillInput.parse(form(change)))).skill;
const change = (skill: SkillView, to: Partial<SkillForm>) =>
  skillChange.parse({
    skill: form({
      skillName: skill.name,
      evaluation: skill.fields.evaluation as "",
      focusMetric: skill.fields.focusMetric as "",
      focusLock: skill.fields.focusLock as "",
      fallbackTimeSeconds: skill.fields.fallbackTimeSeconds as number,
      ...to,
    }),
    loaded: { readAt: skill.readAt, fields: skill.fields },
  });
const sent = async (method: string) => {
  const answer = await fetch(`${scene.sandbox().baseUrl}/control/requests?system=cxone`);
  const { requests } = (await answer.json()) as {
    requests: { method: string; path: string; body?: unknown }[];
  };
  return requests.filter((request) => request.method === method && /\/skills/.test(request.path));
};

test("a skill with Preferred Agent is made as asked, and the audit log says so", async () => {
  const skill = await create({
    evaluation: "preferred-agent",
    focusMetric: "contact",
    focusLock: "when-available",
    fallbackTimeSeconds: 900,
    acceptReject: true,
  });
  expect(skill).toMatchObject({ mediaType: "Digital", direction: "inbound", active: true, handovers: [] });
  expect((await getSkill(bob, connection(), skill.skillId)).fields).toMatchObject({
    evaluation: "preferred-agent",
    focusMetric: "contact",
    focusLock: "when-available",
    fallbackTimeSeconds: 900,
    acceptReject: true,
    serviceLevelGoalPercent: 80,
  });
  const row = await db().auditEntry.findFirstOrThrow({
    where: { object: skillObject(connection(), skill.skillId) },
  });
  expect(row).toMatchObject({ action: "skill.created", actorName: "Ann", after: { skillName: skill.name } });
});

test("a taken name is refused at its field before anything is sent", async () => {
  await expect(create({ skillName: "website_CHAT" })).rejects.toMatchObject({
    code: "bad_input",
    options: { fields: { skillName: expect.stringContaining("already") } },
  });
});

test("a digital setting that CXone does not take over is named", async () => {
  await scene.control("switches", { skillTakesDigitalFields: false });
  const input = skillInput.parse(form({ acceptReject: true }));
  const { notKept } = await createSkill(ann, connection(), input);
  await scene.control("switches", { skillTakesDigitalFields: true });
  expect(notKept).toEqual(["Accept / Reject"]);
});

test("only what differs is sent", async () => {
  const skill = await create();
  const before = (await sent("PUT")).length;
  await changeSkill(ann, connection(), skill.skillId, change(skill, { campaignId: 310002 }));
  const [put] = (await sent("PUT")).slice(before);
  expect(put?.body).toEqual({ skill: { campaignId: 310002 } });
  expect((await getSkill(bob, connection(), skill.skillId)).campaignId).toBe(310002);
});

test("of two people with the same form open the second is told who changed what, and nothing is overwritten", async () => {
  const skill = await create();
  await changeSkill(ann, connection(), skill.skillId, change(skill, { campaignId: 310002 }));
  await expect(
    changeSkill(bob, connection(), skill.skillId, change(skill, { serviceLevelGoalPercent: 90 })),
  ).rejects.toMatchObject({
    code: "conflict",
    options: { detail: expect.stringMatching(/Ann changed it.*campaignId/) },
  });
  expect((await getSkill(bob, connection(), skill.skillId)).fields.serviceLevelGoalPercent).toBe(80);
});

test("a change made in CXone itself is a conflict that names the fields, from and to", async () => {
  const skill = await create();
  await fetch(`${scene.sandbox().baseUrl}/cxone/console/skills/${skill.skillId}/toggle`, { method: "POST" });
  await expect(
    changeSkill(ann, connection(), skill.skillId, change(skill, { campaignId: 310002 })),
  ).rejects.toMatchObject({
    code: "conflict",
    options: {
      title: expect.stringContaining("CXone"),
      detail: expect.stringContaining("Active from on to off"),
    },
  });
});

test("media type and direction stay: CXone never changes them", async () => {
  const skill = await create();
  await expect(
    changeSkill(ann, connection(), skill.skillId, change(skill, { mediaTypeId: 4, direction: "manual" })),
  ).rejects.toMatchObject({ code: "bad_input", options: { fields: { mediaTypeId: expect.any(String) } } });
});

test("when the answer to a create is lost, the skill is found and not made twice", async () => {
  await scene.control("faults", {
    system: "cxone",
    method: "POST",
    pathPattern: "/skills$",
    times: 1,
    drop: "after",
  });
  const before = (await sent("POST")).length;
  const skill = await create({ skillName: "Lost_answer" });
  expect(skill.name).toBe("Lost_answer");
  expect((await sent("POST")).length - before).toBe(1);
});

test("deactivating twice changes nothing, and one audit row says it", async () => {
  const skill = await create();
  for (const _ of [1, 2])
    expect((await setSkillActive(ann, connection(), skill.skillId, false)).skill.active).toBe(false);
  const rows = await db().auditEntry.findMany({
    where: { object: skillObject(connection(), skill.skillId), action: "skill.deactivated" },
  });
  expect(rows).toHaveLength(1);
});

test("a key without Skills Create is told which permissions it needs (M-70)", async () => {
  await scene.control("faults", {
    system: "cxone",
    method: "POST",
    pathPattern: "/skills$",
    times: 1,
    status: 403,
    body: { error: "access_denied" },
  });
  await expect(create()).rejects.toMatchObject({
    code: "upstream_failed",
    options: { fix: expect.stringContaining("Skills Create and Skills Edit") },
  });
});

test("a skill that CXone does not show now is shown as it was last known", async () => {
  const made = await create();
  const seen = await getSkill(ann, connection(), made.skillId);
  await scene.control("faults", {
    system: "cxone",
    method: "GET",
    pathPattern: `/skills/${made.skillId}$`,
    times: 3,
    status: 500,
  });
  expect(await getSkill(ann, connection(), made.skillId)).toMatchObject({
    fields: seen.fields,
    readAt: seen.readAt,
    stale: { title: expect.any(String) },
  });
});
