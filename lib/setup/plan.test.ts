import { describe, expect, test } from "vitest";
import { decideChange } from "./decide-change.ts";
import { inDependencyOrder, planSetup, planTeardown } from "./plan.ts";
import { type DesiredObject, KNOWN_AFTER_APPLY, type ManagedRecord, type ObservedObject } from "./step.ts";

const wanted = (lineId: string, more: Partial<DesiredObject> = {}): DesiredObject => ({
  lineId,
  system: "CXone",
  kind: "skill",
  name: lineId,
  naturalKey: lineId,
  fields: { colour: "red" },
  foreign: "adopt",
  ...more,
});
const seen = (lineId: string, more: Partial<ObservedObject> = {}): ObservedObject => ({
  lineId,
  remoteId: `r-${lineId}`,
  fields: { colour: "red", addedByVendor: 1 },
  ours: false,
  ...more,
});
const own = (lineId: string, ownership: "created" | "adopted" = "created"): ManagedRecord => ({
  lineId,
  system: "CXone",
  kind: "skill",
  name: lineId,
  naturalKey: lineId,
  remoteId: `r-${lineId}`,
  ownership,
  applied: { colour: "red" },
});
const plan = (desired: DesiredObject[], observed: ObservedObject[] = [], managed: ManagedRecord[] = []) =>
  planSetup({ desired, observed, managed });
const actions = (...facts: Parameters<typeof plan>) => plan(...facts).lines.map((line) => line.action);

describe("what a plan says", () => {
  test("absent is created, recorded and equal is kept, recorded and different is changed", () => {
    expect(actions([wanted("a")])).toEqual(["create"]);
    expect(actions([wanted("a")], [seen("a")], [own("a")])).toEqual(["keep"]);
    const changed = plan([wanted("a", { fields: { colour: "blue" } })], [seen("a")], [own("a")]).lines[0];
    expect(changed?.action).toBe("change");
    expect(changed?.fields).toEqual([{ name: "colour", from: "red", to: "blue", changed: true }]);
  });

  test("what a vendor adds by itself is no drift, and what mattered at creation only is none either", () => {
    const object = wanted("a", { fields: { colour: "red", campaign: 7 }, onlyAtCreation: ["campaign"] });
    expect(actions([object], [seen("a", { fields: { colour: "red", campaign: 9 } })], [own("a")])).toEqual([
      "keep",
    ]);
  });

  test("a foreign object is adopted or blocks the line, as the step says", () => {
    expect(actions([wanted("a")], [seen("a")])).toEqual(["adopt"]);
    const line = plan([wanted("a", { foreign: "refuse" })], [seen("a")]).lines[0];
    expect(line).toMatchObject({
      action: "blocked",
      blockedBy: { sentence: expect.stringContaining("not ours") },
    });
    const refused = plan([wanted("a")], [seen("a", { refusal: "It is a phone skill." })]).lines[0];
    expect(refused).toMatchObject({
      action: "blocked",
      remoteId: null,
      blockedBy: { sentence: "It is a phone skill." },
    });
  });

  test("our own object that was never recorded is taken up again, not made twice", () => {
    expect(actions([wanted("a", { foreign: "refuse" })], [seen("a", { ours: true })])).toEqual(["adopt"]);
  });

  test("a line waits for what it depends on, and a missing input blocks the chain behind it", () => {
    const lines = plan([
      wanted("c", { dependsOn: ["b"] }),
      wanted("b", { dependsOn: ["a"] }),
      wanted("a", { manual: "Add the integration in CXone" }),
    ]).lines;
    expect(lines.map((line) => [line.lineId, line.action])).toEqual([
      ["a", "manual"],
      ["b", "blocked"],
      ["c", "blocked"],
    ]);
    expect(lines[1]?.blockedBy).toEqual({ lineId: "a", sentence: "First: Add the integration in CXone" });
  });

  test("values of other lines are known after apply; secrets never stand in a plan", () => {
    const fields = plan([wanted("a", { fields: { skill: KNOWN_AFTER_APPLY, key: { secret: "f1" } } })])
      .lines[0]?.fields;
    expect(fields).toEqual([
      { name: "skill", from: null, to: null, changed: true, knownAfterApply: true },
      { name: "key", from: null, to: null, changed: true, secret: true },
    ]);
  });

  test("what is no longer wanted is deleted if we created it, last and newest first", () => {
    const lines = plan([wanted("a")], [], [own("x"), own("y", "adopted"), own("z")]).lines;
    expect(lines.map((line) => [line.lineId, line.action])).toEqual([
      ["a", "create"],
      ["z", "delete"],
      ["x", "delete"],
    ]);
  });

  test("a teardown touches what we created and nothing else", () => {
    const torn = planTeardown({
      desired: [],
      observed: [],
      managed: [own("a"), own("b", "adopted"), own("c")],
    });
    expect(torn.lines.map((line) => [line.lineId, line.action])).toEqual([
      ["c", "delete"],
      ["a", "delete"],
      ["b", "keep"],
    ]);
  });

  test("the fingerprint ignores order and changes with wishes, sightings and records", () => {
    const base = plan([wanted("a"), wanted("b")], [seen("a"), seen("b")]).fingerprint;
    expect(plan([wanted("b"), wanted("a")], [seen("b"), seen("a")]).fingerprint).toBe(base);
    expect(plan([wanted("a"), wanted("b")], [seen("a")]).fingerprint).not.toBe(base);
    expect(plan([wanted("a")], [seen("a"), seen("b")]).fingerprint).not.toBe(base);
    expect(plan([wanted("a"), wanted("b")], [seen("a"), seen("b")], [own("a")]).fingerprint).not.toBe(base);
  });

  test("a circle of lines is a fault of the set-up", () => {
    const circle = [wanted("a", { dependsOn: ["b"] }), wanted("b", { dependsOn: ["a"] })];
    expect(() => inDependencyOrder(circle)).toThrow(/depend on each other/);
  });
});

describe("what is left to do about an approved line", () => {
  const line = plan([wanted("a")]).lines[0];
  if (!line) throw new Error("no line");
  const decide = (more: Partial<Parameters<typeof decideChange>[0]>) =>
    decideChange({
      line,
      desired: wanted("a"),
      current: undefined,
      own: undefined,
      resumed: false,
      ...more,
    });

  test("what turns up after a killed attempt is the work of that attempt", () => {
    expect(decide({ current: seen("a"), resumed: true })).toEqual({
      do: "nothing",
      remoteId: "r-a",
      ownership: "created",
    });
  });

  test("what turns up before the first attempt was made by somebody else", () => {
    expect(decide({ current: seen("a") })).toMatchObject({ do: "refuse" });
  });

  test("an object to adopt or change that is gone is not made silently", () => {
    expect(decide({ line: { ...line, action: "adopt" } })).toMatchObject({ do: "refuse" });
    expect(decide({ line: { ...line, action: "change" }, own: own("a") })).toMatchObject({ do: "refuse" });
  });

  test("a delete that already happened is forgotten", () => {
    expect(decide({ line: { ...line, action: "delete" }, desired: undefined })).toEqual({ do: "forget" });
  });
});
