import { describe, expect, test } from "vitest";
import type { Observation } from "#lib/cxone/voice/state.ts";
import { agent, route, staffed } from "../scene.ts";
import { judge, judgeHours } from "./state.ts";

const NOW = new Date("2026-11-12T14:03:22.000Z");
const sales = route("Sales DE", { targetId: "q-1" });
const german = route("Sales DE", { skillId: "s-1", skillName: "German" });
const said = (observation: Observation, of = sales) => {
  const verdict = judge(of, observation, NOW);
  return verdict.eligible ? verdict.text : `${verdict.reason.code}: ${verdict.reason.text}`;
};
const campaign = (name: string, active: boolean) => ({ id: name, name, active });

describe("the queue (T-23)", () => {
  test.each([
    ["INACTIVE", "queue_inactive: Sales DE is not active."],
    ["ACTIVE", "Eligible. 2 agents available."],
    [null, "Eligible. 2 agents available."],
  ] as const)("of status %s", (status, text) => {
    expect(said(staffed(2, { queue: { id: "q-1", name: "Sales DE", status } }))).toBe(text);
  });

  test.each(["QUEUE", "SKILL"] as const)("a %s that the contact centre does not know", (targetType) => {
    const kind = targetType.toLowerCase();
    expect(said(staffed(2, { queue: null }), route("x", { targetType, targetId: "q-1" }))).toBe(
      `queue_unknown: The contact centre knows no ${kind} q-1.`,
    );
  });
});

describe("campaigns", () => {
  test("T-20: a queue without one", () => {
    expect(said(staffed(2, { campaigns: [] }))).toBe(
      "no_campaign: Sales DE is not associated with any active campaign.",
    );
  });

  test("T-21: none of them active; the first three are named", () => {
    const campaigns = ["A", "B", "C", "D", "E"].map((name) => campaign(name, false));
    expect(said(staffed(2, { campaigns: campaigns.slice(0, 1) }))).toBe(
      "campaign_inactive: Campaign is not active: A.",
    );
    expect(said(staffed(2, { campaigns }))).toBe(
      "campaign_inactive: Campaign is not active: A, B, C and 2 more.",
    );
  });

  test("T-21: one that is active is enough", () => {
    expect(said(staffed(1, { campaigns: [campaign("A", false), campaign("B", true)] }))).toBe(
      "Eligible. 1 agent available.",
    );
  });

  test("those that decided are kept, as many as tell a reader something", () => {
    const campaigns = Array.from({ length: 25 }, (_, index) => campaign(`${index}`, false));
    expect(judge(sales, staffed(2, { campaigns }), NOW).seen.campaigns).toEqual(campaigns.slice(0, 20));
  });

  test("where nobody needs one, none is asked for", () => {
    expect(said(staffed(2, { campaigns: null }))).toBe("Eligible. 2 agents available.");
  });
});

describe("agents (T-22)", () => {
  const states = ["BREAK", "BUSY", "BREAK", "AVAILABLE", "AVAILABLE", "LOGGED_OUT"];
  const six = (holding: number[]) =>
    staffed(0, {
      agents: states.map((status, index) =>
        agent(`${index}`, status, holding.includes(index) ? ["s-1"] : []),
      ),
    });

  test.each([
    ["without a skill, whoever is available", sales, [], "Eligible. 2 agents available."],
    ["with a skill, those who hold it", german, [2, 4], "Eligible. 1 agent available."],
    [
      "nobody who holds it is free",
      german,
      [0, 1],
      "no_agent: No agent available with skill German (0 of 6): 2 hold it, none is free.",
    ],
    [
      "one holds it and is not free",
      german,
      [5],
      "no_agent: No agent available with skill German (0 of 6): 1 holds it and is not free.",
    ],
    [
      "nobody holds it",
      german,
      [],
      "no_agent: No agent available with skill German (0 of 6): nobody here holds it.",
    ],
  ])("%s", (_, of, holding, text) => {
    expect(said(six(holding), of)).toBe(text);
  });

  test("a skill whose id was pasted in capitals is the same skill", () => {
    const pasted = route("Sales DE", { skillId: "3F2B8C1E-5D4A-4F6B-9A7C-0E1D2C3B4A59" });
    const agents = [agent("1", "AVAILABLE", ["3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59"])];
    expect(said(staffed(0, { agents }), pasted)).toBe("Eligible. 1 agent available.");
  });

  test("a skill without a name is called by its id", () => {
    expect(said(six([]), { ...german, skillName: undefined })).toMatch(/with skill s-1 \(0 of 6\)/);
  });

  test("nobody at all, and nobody in particular", () => {
    expect(said(staffed(0))).toBe("no_agent: No agent available (0 of 0).");
    expect(said(staffed(0, { agents: [agent("1", "BREAK", ["s-1"])] }), german)).toBe(
      "no_agent: No agent available with skill German (0 of 1).",
    );
    expect(said(staffed(0, { agents: null }))).toBe("Eligible.");
  });

  test("an agent as the target", () => {
    const anna = route("Anna", { targetType: "AGENT", targetId: "7" });
    const of = (agents: Observation["agents"]) => said({ queue: null, campaigns: null, agents }, anna);
    expect(of([agent("7")])).toBe("Eligible. Agent 7 is available.");
    expect(of([agent("7", "BREAK")])).toBe("no_agent: Agent 7 is not available (BREAK).");
    expect(of([])).toBe("no_agent: The contact centre shows no agent 7.");
  });

  test.each(["EXTENSION", "NUMBER"] as const)("an %s is always there", (targetType) => {
    const nothing = { queue: null, campaigns: null, agents: null };
    expect(said(nothing, route("", { targetType, targetId: "999" }))).toBe("Eligible.");
  });

  test("what was seen is kept in numbers, without anybody's name", () => {
    const { seen } = judge(german, six([1, 4]), NOW);
    expect(seen.agents).toEqual({
      total: 6,
      holders: 2,
      available: 1,
      groups: [
        { status: "BREAK", available: false, holds: false, count: 2 },
        { status: "BUSY", available: false, holds: true, count: 1 },
        { status: "AVAILABLE", available: true, holds: false, count: 1 },
        { status: "AVAILABLE", available: true, holds: true, count: 1 },
        { status: "LOGGED_OUT", available: false, holds: false, count: 1 },
      ],
    });
    expect(JSON.stringify(seen)).not.toContain("Agent");
  });
});

describe("the order of the rules", () => {
  const worst: Observation = {
    queue: { id: "q-1", name: "Sales DE", status: "INACTIVE" },
    campaigns: [],
    agents: [],
  };
  const closed = { ...sales, hours: { timeZone: "UTC", open: [{ days: [7], from: "00:00", to: "24:00" }] } };

  test("hours, queue, campaign, active campaign, agents", () => {
    const codes = [
      said(worst, closed),
      said(worst),
      said({ ...worst, queue: { id: "q-1", name: "", status: "ACTIVE" } }),
      said(staffed(0, { campaigns: [campaign("A", false)] })),
      said(staffed(0)),
    ].map((text) => text.split(":")[0]);
    expect(codes).toEqual(["closed", "queue_inactive", "no_campaign", "campaign_inactive", "no_agent"]);
  });

  test("hours are known without a look, and say when they were asked", () => {
    expect(judgeHours(closed, NOW)).toMatchObject({
      reason: { code: "closed", text: "Closed on Thursday at 14:03 (UTC)." },
      seen: { clock: { timeZone: "UTC", day: 4, time: "14:03" } },
    });
    expect(judgeHours(sales, NOW)).toBeNull();
  });
});
