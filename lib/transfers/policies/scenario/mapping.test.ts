// Every branch of a decision (T-20 to T-41) is to be had from what the simulator's panel can set.
import { describe, expect, test } from "vitest";
import type { Outcome, PolicyBody } from "../../schema.ts";
import { sceneKey, usualScenario, usualScene } from "../../simulation/mapping.ts";
import { type AttemptScene, LEG_ENDS, scenarioSchema, type TargetScene } from "../../simulation/schema.ts";
import { simulate } from "../../simulation/state.ts";
import type { ReasonCode, TimelineEvent } from "../../state.ts";
import { bodyTo, route } from "../scene.ts";
import { fillScenario, SENDINGS, sceneInWords, setScene, USUAL_ATTEMPT, withObserved } from "./mapping.ts";

/** A Thursday, 11:00 in Berlin. */
const AT = "2026-11-12T10:00:00.000Z";
const first = route("4711", { skillId: "12", skillName: "German" });
const body: PolicyBody = { ...bodyTo("1"), routes: [first, route("4712", { targetName: "Service DE" })] };
const usual = () => usualScenario(body, AT);
const observed = () => {
  const scene = usualScene(body, 0);
  if ("failed" in scene.observed) throw new Error("A usual queue is looked up");
  return { scene, seen: scene.observed };
};
const see = (seen: TargetScene["observed"]): TargetScene => ({ ...usualScene(body, 0), observed: seen });
const send = (...attempts: Partial<AttemptScene>[]): TargetScene => ({
  ...usualScene(body, 0),
  attempts: attempts.map((attempt) => ({ ...USUAL_ATTEMPT, ...attempt })),
});
const sending = (value: (typeof SENDINGS)[number]["value"]) =>
  SENDINGS.find((one) => one.value === value)?.set ?? {};

function tried(scene: TargetScene, policy = body) {
  const scenario = setScene(policy, fillScenario(policy, usual()), 0, scene);
  expect(scenarioSchema.parse(scenario)).toEqual(scenario);
  const simulation = simulate("v2", policy, scenario);
  if (!simulation.ok) throw new Error(simulation.error.message);
  return simulation;
}

const { seen } = observed();
type Row = [string, TargetScene, Outcome, ReasonCode | null, TimelineEvent["kind"]];
describe("what can be set leads to each branch", () => {
  test.each<Row>([
    ["T-22 somebody is free", see(seen), "connected", null, "eligible"],
    ["T-20 in no campaign", see({ ...seen, campaigns: [] }), "fallback", "no_campaign", "ineligible"],
    [
      "T-21 campaign not active",
      see({ ...seen, campaigns: [{ id: "c", name: "C", active: false }] }),
      "fallback",
      "campaign_inactive",
      "ineligible",
    ],
    [
      "T-22 nobody holds the skill",
      see({ ...seen, agents: (seen.agents ?? []).map((agent) => ({ ...agent, skills: [] })) }),
      "fallback",
      "no_agent",
      "ineligible",
    ],
    ["T-22 nobody is there", see({ ...seen, agents: [] }), "fallback", "no_agent", "ineligible"],
    [
      "T-23 queue inactive",
      see({ ...seen, queue: { id: "4711", name: "Sales DE", status: "INACTIVE" } }),
      "fallback",
      "queue_inactive",
      "ineligible",
    ],
    ["queue not found", see({ ...seen, queue: null }), "fallback", "queue_unknown", "ineligible"],
    [
      "T-41 look-up fails",
      see({ failed: { code: "x", message: "No." } }),
      "fallback",
      "look_up_failed",
      "ineligible",
    ],
    ["T-72 refused", send(sending("refused")), "fallback", "refused", "refused"],
    ["T-73 throttled, then accepted", send(sending("throttled"), {}), "connected", null, "held_back"],
    ["T-73 throttled for ever", send(sending("throttled")), "fallback", "unreachable", "held_back"],
    ["T-74 a 500 that was carried out", send(sending("500-done")), "connected", null, "unclear"],
    ["T-74 a 500 that was not, then accepted", send(sending("500"), {}), "connected", null, "reconciled"],
    ["a lost answer that was carried out", send(sending("lost-done")), "connected", null, "unclear"],
    ["a lost answer that was not", send(sending("lost")), "fallback", "not_carried_out", "reconciled"],
    ["T-30 FAILED", send({ becomes: "fails" }), "fallback", "call_failed", "state"],
    ["T-30 DISCONNECTED", send({ becomes: "hangs_up" }), "disconnected", "caller_hung_up", "state"],
    ["T-31 nobody answers", send({ becomes: "never" }), "unknown", "timed_out", "timed_out"],
    ["the call cannot be read", send({ looksFail: true }), "unknown", "timed_out", "look_failed"],
    [
      "T-60 force failure",
      { ...usualScene(body, 0), forceFailure: true },
      "fallback",
      "call_failed",
      "state",
    ],
  ])("%s", (_name, scene, outcome, reason, kind) => {
    const simulation = tried(scene);
    expect([simulation.outcome, simulation.reason?.code ?? null]).toEqual([outcome, reason]);
    expect(simulation.timeline.map((event) => event.kind)).toContain(kind);
  });

  test("closed: the time of day passes a target over without a look", () => {
    const hours = { timeZone: "Europe/Berlin", open: [{ days: [6, 7], from: "09:00", to: "17:00" }] };
    const closed = { ...body, routes: [{ ...first, hours }, ...body.routes.slice(1)] };
    expect(tried(usualScene(closed, 0), closed)).toMatchObject({
      outcome: "fallback",
      reason: { code: "closed" },
    });
  });

  test("T-40 nobody anywhere: the chain ends in voicemail", () => {
    let scenario = fillScenario(body, usual());
    for (const step of [0, 1]) scenario = setScene(body, scenario, step, see({ ...seen, agents: [] }));
    expect(simulate("v2", body, scenario)).toMatchObject({
      outcome: "voicemail",
      step: 2,
      reason: { code: "no_agent" },
    });
  });

  test("voicemail fails as well: the transfer is named failed", () => {
    let scenario = fillScenario(body, usual());
    for (const step of [0, 1, 2])
      scenario = setScene(body, scenario, step, { ...usualScene(body, step), forceFailure: true });
    expect(simulate("v2", body, scenario)).toMatchObject({ outcome: "failed", step: 2 });
  });

  test("a person cancels before the first target is sent", () => {
    const cancel = { step: 0, attempts: 0, when: "before" } as const;
    expect(simulate("v2", body, { ...usual(), cancel })).toMatchObject({ outcome: "cancelled", attempts: 0 });
  });

  test("each way a leg can go on is one of the panel's", () => {
    for (const becomes of LEG_ENDS) expect(tried(send({ becomes })).outcome).toBeTruthy();
  });
});

describe("a situation", () => {
  test("has a scene for each step, also of a target that was added after it was set", () => {
    const longer = { ...body, routes: [...body.routes, route("4713")] };
    const filled = fillScenario(longer, usual());
    for (let step = 0; step <= 3; step++) expect(filled.targets[sceneKey(longer, step)]).toBeDefined();
  });

  test("taken from the tenant keeps what was set for the attempts", () => {
    const scenario = setScene(body, usual(), 0, send({ becomes: "fails" }));
    const taken = withObserved(body, scenario, {
      at: "2026-11-13T10:00:00.000Z",
      steps: [{ ...seen, agents: [] }, { failed: { code: "upstream_failed", message: "No answer." } }],
    });
    expect(taken.at).toBe("2026-11-13T10:00:00.000Z");
    const scene = taken.targets[sceneKey(body, 0)];
    expect(scene).toMatchObject({ observed: { agents: [] }, attempts: [{ becomes: "fails" }] });
    expect(scene && sceneInWords(scene, first)).toBe("no agents free · fails");
  });
});
