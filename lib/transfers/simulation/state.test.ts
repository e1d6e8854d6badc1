import { describe, expect, test } from "vitest";
import { agent, policyOf, route } from "../scene.ts";
import { checkCase } from "./cases/state.ts";
import { usualScenario } from "./mapping.ts";
import { type Expected, type Scenario, scenarioSchema } from "./schema.ts";
import { simulate } from "./state.ts";

const THURSDAY = "2026-11-12T14:03:22.000Z";
const policy = policyOf(2);
/** The usual scenario with other scenes at some targets. */
const scenario = (scenes: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Scenario => {
  const usual = usualScenario(policy, THURSDAY);
  const changed = Object.entries(scenes).map(([key, scene]) => [
    key,
    { ...usual.targets[key], ...(scene as object) },
  ]);
  return scenarioSchema.parse({
    ...usual,
    ...more,
    targets: { ...usual.targets, ...Object.fromEntries(changed) },
  });
};
const SALES = "QUEUE:Sales DE";
const SERVICE = "QUEUE:Service DE";
const nobody = { observed: { queue: { id: "q", name: "", status: "ACTIVE" }, campaigns: null, agents: [] } };

test("T-60: a call that the simulator does not know is an error", () => {
  expect(simulate("v2", policy, scenario({}, { callId: "call-2" }))).toEqual({
    ok: false,
    error: {
      code: "unknown_call",
      message: "The simulator does not know the call call-2. Register it first.",
    },
  });
});

test("shows the way of a call with the reason at every branch", () => {
  const made = simulate("v2", policy, scenario({ [SALES]: nobody }));
  if (!made.ok) throw new Error(made.error.message);
  expect(made).toMatchObject({
    outcome: "fallback",
    step: 1,
    reason: { code: "no_agent" },
    passedOver: ["no_agent"],
    attempts: 1,
  });
  expect(
    made.path.map(({ afterMs, did, events }) => [afterMs, did, ...events.map(({ text }) => text)]),
  ).toEqual([
    [0, "start", "Transfer to Sales DE requested."],
    [0, "check", "No agent available (0 of 0).", "Fallback 1: Service DE"],
    [0, "check", "Eligible. 2 agents available."],
    [0, "issue", "Blind transfer to Service DE accepted, request simulated-1."],
    [3_000, "read", "WAITING → IN_TRANSFER"],
    [6_000, "read", "IN_TRANSFER → CONNECTED", "Connected to Service DE."],
  ]);
});

describe("answers and what becomes of the call", () => {
  const attempt = (...attempts: object[]) => ({ [SALES]: { attempts } });
  test.each([
    ["accepted and connects", attempt({}), "connected", []],
    ["T-60: a failure that is forced", { [SALES]: { forceFailure: true } }, "fallback", ["call_failed"]],
    ["fails after 7 s", attempt({ becomes: "fails", afterSeconds: 7 }), "fallback", ["call_failed"]],
    [
      "T-41: a look-up that fails",
      { [SALES]: { observed: { failed: { code: "x", message: "y" } } } },
      "fallback",
      ["look_up_failed"],
    ],
    ["T-72: refused", attempt({ answer: "refused" }), "fallback", ["refused"]],
    [
      "T-73: throttled for ever",
      attempt({ answer: "throttled", retryAfterSeconds: 4 }),
      "fallback",
      ["unreachable"],
    ],
    ["T-73: throttled once", attempt({ answer: "throttled" }, {}), "connected", []],
    ["T-74: 500, not done, then accepted", attempt({ answer: "server_error" }, {}), "connected", []],
    ["T-74: 500 with the work done", attempt({ answer: "server_error", done: true }), "connected", []],
    ["lost twice", attempt({ answer: "lost" }), "fallback", ["not_carried_out"]],
    ["lost with the work done", attempt({ answer: "lost", done: true }), "connected", []],
    ["never answers", attempt({ becomes: "never" }), "unknown", []],
    ["connects after the time-out", attempt({ afterSeconds: 100 }), "connected", []],
    ["vanishes", attempt({ becomes: "vanishes" }), "fallback", ["not_carried_out"]],
    ["the caller hangs up", attempt({ becomes: "hangs_up", afterSeconds: 4 }), "disconnected", []],
    ["lost, and the call cannot be read", attempt({ answer: "lost", looksFail: true }), "unknown", []],
  ])("%s", (_, scenes, outcome, passedOver) => {
    expect(simulate("v2", policy, scenario(scenes))).toMatchObject({ ok: true, outcome, passedOver });
  });

  describe("where legs are joined by us", () => {
    test.each([
      [
        "nobody answers: taken back, and on to the fallback",
        attempt({ becomes: "never" }),
        "fallback",
        ["timed_out"],
      ],
      ["answers as the time is over", attempt({ afterSeconds: 30 }), "connected", []],
      ["would answer after the time-out", attempt({ afterSeconds: 100 }), "fallback", ["timed_out"]],
      ["fails before", attempt({ becomes: "fails", afterSeconds: 7 }), "fallback", ["call_failed"]],
      [
        "lost with the work done, and nobody answers",
        attempt({ answer: "lost", done: true, becomes: "never" }),
        "fallback",
        ["timed_out"],
      ],
      ["the call cannot be read", attempt({ looksFail: true }), "unknown", []],
    ])("%s", (_, scenes, outcome, passedOver) => {
      expect(simulate("acd", policy, scenario(scenes))).toMatchObject({ ok: true, outcome, passedOver });
    });

    test("the path shows what was taken back, and why", () => {
      const made = simulate("acd", policy, scenario(attempt({ becomes: "never" })));
      expect((made.ok ? made.path : []).map(({ did }) => did)).toContain("withdraw");
      expect(made.ok && made.timeline.map(({ text }) => text)).toEqual(
        expect.arrayContaining([
          "Not answered within 30 s; read again: IN_TRANSFER. It is taken back.",
          "Sales DE was taken back; the caller is with the agent again.",
        ]),
      );
      expect(made).toMatchObject({ reason: { text: "Sales DE did not answer within 30 s." } });
    });
  });

  test("a 500 holds the same step for 30 s", () => {
    const made = simulate("v2", policy, scenario(attempt({ answer: "server_error" }, {})));
    const again = (made.ok ? made.path : []).find(({ events }) =>
      events.some(({ kind }) => kind === "initiated"),
    );
    expect(again?.afterMs).toBe(30_000);
  });

  test("a person who cancels", () => {
    const cancel = { step: 0, attempts: 0, when: "before" };
    expect(simulate("v2", policy, scenario({}, { cancel }))).toMatchObject({
      outcome: "cancelled",
      attempts: 0,
    });
    const after = { cancel: { step: 0, attempts: 1, when: "after" } };
    const fails = attempt({ becomes: "fails" });
    expect(simulate("v2", policy, scenario(fails, after))).toMatchObject({
      outcome: "cancelled",
      attempts: 1,
      step: 0,
    });
  });
});

test("the time of day decides about opening hours, in the zone of the target", () => {
  const hours = { timeZone: "Europe/Berlin", open: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }] };
  const office = policyOf([route("Sales DE", { hours }), route("Service DE")]);
  const at = (time: string) => simulate("v2", office, usualScenario(office, time));
  expect(at("2026-11-12T15:59:59+00:00")).toMatchObject({ outcome: "connected" });
  expect(at("2026-11-12T16:00:00+00:00")).toMatchObject({ outcome: "fallback", passedOver: ["closed"] });
});

test("a target of which nothing is said is passed over, and says so", () => {
  const made = simulate("v2", policy, { ...scenario(), targets: {} });
  expect(made).toMatchObject({ outcome: "voicemail", passedOver: ["look_up_failed", "look_up_failed"] });
  expect(made.ok && made.timeline[1]?.text).toBe(
    "Could not be looked up: The scenario says nothing of this target.",
  );
});

test("a target that comes twice may be seen otherwise the second time", () => {
  const twice = policyOf([route("Sales DE"), route("Sales DE")]);
  const usual = usualScenario(twice, THURSDAY);
  expect(Object.keys(usual.targets)).toEqual([SALES, `${SALES}#2`, "EXTENSION:999"]);
  const targets = {
    ...usual.targets,
    [SALES]: { ...usual.targets[SALES], ...nobody },
  } as Scenario["targets"];
  expect(simulate("v2", twice, { ...usual, targets })).toMatchObject({ outcome: "fallback", step: 1 });
});

describe("kept cases", () => {
  const kept = (scenes: Record<string, unknown>, expected: Expected) => ({
    scenario: scenario(scenes),
    expected,
  });

  test("pass when outcome, place and reasons are as expected", () => {
    const expected: Expected = { outcome: "fallback", step: 1, reason: "no_agent", passedOver: ["no_agent"] };
    expect(checkCase("v2", policy, kept({ [SALES]: nobody }, expected))).toMatchObject({
      ok: true,
      differences: [],
    });
  });

  test("say in words what differs", () => {
    const expected: Expected = { outcome: "connected", step: 0, reason: null, passedOver: [] };
    expect(
      checkCase("v2", policy, kept({ [SALES]: nobody, [SERVICE]: nobody }, expected)).differences,
    ).toEqual([
      "Outcome: expected connected, came out as voicemail.",
      "Where it ends: expected Sales DE, came out as voicemail (extension 999).",
      "Reason: expected none, came out as no agent.",
      "Passed over for: expected nothing, came out as no agent, no agent.",
    ]);
  });

  test("say so when the policy has no such place any more, or the call is unknown", () => {
    const expected: Expected = { outcome: "connected", step: 7 };
    expect(checkCase("v2", policy, kept({}, expected)).differences).toEqual([
      "Where it ends: expected place 8, which this policy does not have, came out as Sales DE.",
    ]);
    const unknown = checkCase("v2", policy, { scenario: scenario({}, { calls: [] }), expected });
    expect(unknown).toMatchObject({ ok: false, differences: [expect.stringMatching(/does not know/)] });
  });
});

test.each([
  ["no zone", { at: "2026-11-12T14:03:22" }],
  ["an answer that nobody gives", { targets: { [SALES]: { ...nobody, attempts: [{ answer: "maybe" }] } } }],
  ["a field that is not known", { force: true }],
  ["seconds below zero", { targets: { [SALES]: { ...nobody, attempts: [{ afterSeconds: -1 }] } } }],
])("a scenario with %s is refused", (_, wrong) => {
  expect(scenarioSchema.safeParse({ ...scenario(), ...wrong }).success).toBe(false);
});

test("agents are seen with their states and skills", () => {
  const german = policyOf([route("Sales DE", { skillId: "s-1", skillName: "German" })]);
  const usual = usualScenario(german, THURSDAY);
  const agents = [agent("1", "AVAILABLE"), agent("2", "BREAK", ["s-1"])];
  const observed = {
    queue: { id: "q", name: "Sales DE", status: "ACTIVE" as const },
    campaigns: null,
    agents,
  };
  const scene = { observed, attempts: [], forceFailure: false };
  const made = simulate("v2", german, { ...usual, targets: { ...usual.targets, [SALES]: scene } });
  expect(made.ok && made.timeline[1]?.text).toBe(
    "No agent available with skill German (0 of 2): 1 holds it and is not free.",
  );
});
