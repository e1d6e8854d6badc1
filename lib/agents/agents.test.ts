import { expect, test } from "vitest";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { giveAgentSkill, takeAgentSkill } from "./change-agent-skills.ts";
import { getAgent } from "./get-agent.ts";
import { findingsOf, readinessOf } from "./state.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = ctxAs("operator", "Ann");
const DIGITAL_SKILL = 4606107;

const ready = { active: true, digitalEngagement: true, digitalSkills: 1, state: "Available" };

test.each([
  [ready, "Ready"],
  [{ ...ready, state: "LoggedOut" }, "Logged out"],
  [{ ...ready, digitalEngagement: false }, "MAX only"],
  [{ ...ready, digitalSkills: 0 }, "No digital skill"],
  [{ ...ready, active: false }, "Not active"],
  [{ ...ready, digitalSkills: null }, "Unknown"],
  [{ ...ready, state: null }, "Unknown"],
])("M-54: %o is %s", (facts, word) => {
  expect(readinessOf(facts).word).toBe(word);
});

test("every finding that is not good says what to do, and what is not known is never good", () => {
  const lacking = findingsOf({
    active: false,
    digitalEngagement: false,
    digitalSkills: 0,
    state: "LoggedOut",
  });
  expect(lacking.every(({ kind, fix }) => kind !== "good" && fix !== null)).toBe(true);
  const unknown = findingsOf({ active: true, digitalEngagement: null, digitalSkills: null, state: null });
  expect(unknown.slice(1).map(({ kind }) => kind)).toEqual(["unknown", "unknown", "unknown"]);
});

test("an agent without a digital skill is told so, is given one with its proficiency, and loses it again", async () => {
  const before = await getAgent(ann, scene.connectionId(), 30105);
  expect(before).toMatchObject({ name: "Luca Moretti", teamName: "Voice Support", digitalEngagement: false });
  expect(before.findings.find(({ id }) => id === "agent.digital-skill")?.kind).toBe("bad");
  const given = await giveAgentSkill(ann, scene.connectionId(), 30105, {
    skillId: DIGITAL_SKILL,
    proficiency: 4,
  });
  expect(given.held.find(({ skillId }) => skillId === DIGITAL_SKILL)?.proficiency).toBe(4);
  expect(given.findings.find(({ id }) => id === "agent.digital-skill")?.kind).toBe("good");
  const taken = await takeAgentSkill(ann, scene.connectionId(), 30105, DIGITAL_SKILL);
  expect(taken.held.some(({ skillId }) => skillId === DIGITAL_SKILL)).toBe(false);
});

test("an agent that CXone does not have is not found", async () => {
  await expect(getAgent(ann, scene.connectionId(), 99)).rejects.toMatchObject({ code: "not_found" });
});
