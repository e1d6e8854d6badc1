import { beforeAll, expect, test } from "vitest";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { assignAgents, removeAgents } from "./change-skill-agents.ts";
import { createSkill } from "./create-skill.ts";
import { listSkillAgents } from "./list-skill-agents.ts";
import { skillObject } from "./object.ts";
import { assignAgentsInput, skillAgentsQuery, skillInput } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = ctxAs("operator", "Ann");

/** 50 agents of the tenant; the one at place 37 does not exist, as after somebody deleted a user. */
let agents: number[] = [];
const GONE = 99_999_999;
beforeAll(async () => {
  await scene.control("switches", { skillListLagSeconds: 0 });
  const { baseUrl } = scene.sandbox();
  const { cxone } = (await (await fetch(`${baseUrl}/credentials.json?system=cxone`)).json()) as {
    cxone: Record<string, string>;
  };
  const token = await fetch(`${baseUrl}/cxone/auth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${cxone.clientId}:${cxone.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: "password",
      username: cxone.accessKeyId ?? "",
      password: cxone.accessKeySecret ?? "",
    }),
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const made = await fetch(`${baseUrl}/cxone/acd/inContactAPI/services/v33.0/agents`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${access_token}`,
      accept: "application/json",
      "content-type": "application/json",
    },
    body: JSON.stringify({
      agents: Array.from({ length: 49 }, (_, n) => ({
        firstName: "Agent",
        lastName: `No${n}`,
        teamId: 502,
        profileId: 3,
        emailAddress: `no${n}@acme.example`,
        userName: `no${n}@acme.example`,
        timeZone: "UTC",
        country: "DE",
        city: "Berlin",
      })),
    }),
  });
  const answer = (await made.json()) as { agentResults: { agentId: number; success: boolean }[] };
  agents = answer.agentResults.map(({ agentId }) => agentId);
  agents.splice(36, 0, GONE);
});

let made = 0;
const newSkill = async () => {
  const { skill } = await createSkill(
    ann,
    scene.connectionId(),
    skillInput.parse({
      skillName: `Bulk_${++made}`,
      mediaTypeId: 9,
      direction: "inbound",
      campaignId: 310001,
      serviceLevelThresholdSeconds: 30,
      serviceLevelGoalPercent: 80,
    }),
  );
  return skill.skillId;
};
const holders = async (skillId: number) =>
  (await listSkillAgents(ann, scene.connectionId(), skillId, skillAgentsQuery.parse({}))).items;

test("item 37 of 50 fails: 49 are kept, one is told with its reason, and only it is tried again", async () => {
  const skillId = await newSkill();
  const first = await assignAgents(ann, scene.connectionId(), skillId, { agentIds: agents, proficiency: 3 });
  expect(first.results.filter(({ state }) => state === "done")).toHaveLength(49);
  expect(first.results[36]).toEqual({
    id: GONE,
    state: "failed",
    reason: expect.stringContaining("does not exist"),
  });
  const held = await holders(skillId);
  expect(held).toHaveLength(49);
  expect(held.every((agent) => agent.proficiency === 3)).toBe(true);
  const again = await assignAgents(ann, scene.connectionId(), skillId, { agentIds: [GONE], proficiency: 3 });
  expect(again.results.map(({ state }) => state)).toEqual(["failed"]);
  const row = await db().auditEntry.findFirstOrThrow({
    where: { object: skillObject(scene.connectionId(), skillId), action: "skill.agents_assigned" },
    orderBy: { seq: "asc" },
  });
  expect(row.after).toMatchObject({ proficiency: 3, notDone: expect.stringContaining(String(GONE)) });
});

test("when the answer is lost, CXone is looked at: what it shows is done, and nothing is told as failed", async () => {
  const skillId = await newSkill();
  // Every try of the call does its work and loses its answer.
  await scene.control("faults", {
    system: "cxone",
    method: "POST",
    pathPattern: `/skills/${skillId}/agents$`,
    times: 3,
    drop: "after",
  });
  const ids = agents.slice(0, 3);
  const { results } = await assignAgents(ann, scene.connectionId(), skillId, {
    agentIds: ids,
    proficiency: 1,
  });
  expect(results).toEqual(ids.map((id) => ({ id, state: "done", reason: "" })));
});

test("taking a skill away twice is done twice", async () => {
  const skillId = await newSkill();
  const ids = agents.slice(0, 2);
  await assignAgents(ann, scene.connectionId(), skillId, { agentIds: ids });
  for (const _ of [1, 2]) {
    const { results } = await removeAgents(ann, scene.connectionId(), skillId, ids);
    expect(results.map(({ state }) => state)).toEqual(["done", "done"]);
  }
  expect(await holders(skillId)).toEqual([]);
});

test.each([
  [{ agentIds: [] }, "agentIds"],
  [{ agentIds: Array.from({ length: 51 }, (_, n) => n + 1) }, "agentIds"],
  [{ agentIds: [1], proficiency: 0 }, "proficiency"],
  [{ agentIds: [1], proficiency: 21 }, "proficiency"],
  [{ agentIds: [1], proficiency: 1.5 }, "proficiency"],
])("refused: %o", (input, field) => {
  const { error } = assignAgentsInput.safeParse(input);
  expect(error?.issues[0]?.path[0]).toBe(field);
});

test.each([1, 20])("proficiency %i is taken", (value) => {
  expect(assignAgentsInput.safeParse({ agentIds: [1], proficiency: value }).success).toBe(true);
  expect(assignAgentsInput.safeParse({ agentIds: Array.from({ length: 50 }, (_, n) => n + 1) }).success).toBe(
    true,
  );
});
