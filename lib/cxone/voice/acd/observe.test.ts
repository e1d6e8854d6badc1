import { afterEach, beforeEach, expect, it } from "vitest";
import { json } from "#lib/http/start-test-server.ts";
import { startTestAcd, type TestAcd } from "../../start-test-acd.ts";
import type { TransferTarget } from "../state.ts";
import { observe } from "./observe.ts";

let acd: TestAcd;
const queue: TransferTarget = { transferType: "BLIND", targetType: "QUEUE", targetId: "4602", priority: 1 };
const skill = { skillId: 4602, skillName: "Sales", mediaTypeId: 4, campaignId: 7, isActive: true };
const assigned = (agentId: number, more: object = {}) => ({
  agentId,
  firstName: "Agent",
  lastName: `${agentId}`,
  ...more,
});
const holders = (...agentSkillAssignments: object[]) =>
  json(200, { totalRecords: agentSkillAssignments.length, agentSkillAssignments });

beforeEach(async () => {
  acd = await startTestAcd();
  acd.on("GET skills/4602", json(200, skill));
  acd.on("GET campaigns/7", json(200, { id: 7, name: "Inbound", isActive: true }));
  acd.on(
    "GET skills/4602/agents",
    holders(assigned(1), assigned(2), assigned(3, { isActive: false }), assigned(4)),
  );
  const states = ["Available", "Unavailable", "Available"].map((agentStateName, index) => ({
    agentId: index + 1,
    agentStateName,
  }));
  acd.on("GET agents/states", json(200, { totalRecords: 3, agentStates: states }));
});
afterEach(() => acd.close());

const agentsOf = async (target: TransferTarget) =>
  (await observe(acd.client, target)).agents?.map(({ id, status, available, skills }) => [
    id,
    status,
    available,
    skills,
  ]);

it("T-22: those who hold the skill, but for assignments that are switched off; Unavailable is not Available", async () => {
  expect(await agentsOf(queue)).toEqual([
    ["1", "Available", true, ["4602"]],
    ["2", "Unavailable", false, ["4602"]],
    ["4", "Unknown", false, ["4602"]],
  ]);
});

it("T-22: with a skill, those count who hold both, and hold it by an assignment that is on", async () => {
  acd.on("GET skills/77/agents", holders(assigned(1, { isActive: false }), assigned(2), assigned(9)));
  expect(await agentsOf({ ...queue, skillId: "77" })).toEqual([
    ["1", "Available", true, ["4602"]],
    ["2", "Unavailable", false, ["4602", "77"]],
    ["4", "Unknown", false, ["4602"]],
  ]);
});

it.each([
  ["of chats", { mediaTypeId: 9 }],
  ["that dials out only", { isOutbound: true }],
])("T-23: a skill %s takes no calls, so it is no queue", async (_, more) => {
  acd.on("GET skills/4602", json(200, { ...skill, ...more }));
  expect(await observe(acd.client, queue)).toEqual({ queue: null, campaigns: null, agents: null });
});

it("T-22: an agent who was deactivated is not there, whatever the states still say", async () => {
  const one: TransferTarget = { ...queue, targetType: "AGENT", targetId: "1" };
  acd.on("GET agents/1/states", json(200, { agentStates: [{ agentId: 1, agentStateName: "Available" }] }));
  acd.on(
    "GET agents/1",
    json(200, { agentId: 1, isActive: true }),
    json(200, { agentId: 1, isActive: false }),
  );
  expect(await agentsOf(one)).toEqual([["1", "Available", true, []]]);
  expect(await agentsOf(one)).toEqual([]);
});
