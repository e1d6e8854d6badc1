import { describe, expect, test } from "vitest";
import { findDrift } from "./drift.ts";
import { pendingChanges } from "./pending.ts";
import { planSetup } from "./plan.ts";
import type { DesiredObject, ManagedRecord, ObservedObject } from "./step.ts";

const wanted = (more: Partial<DesiredObject> = {}): DesiredObject => ({
  lineId: "channel",
  system: "CXone",
  kind: "channel",
  name: "Support",
  naturalKey: "c1",
  fields: { name: "Support", script: "a", campaign: "x" },
  onlyAtCreation: ["campaign"],
  foreign: "refuse",
  ...more,
});
const record = (applied: ManagedRecord["applied"] = wanted().fields): ManagedRecord => ({
  lineId: "channel",
  system: "CXone",
  kind: "channel",
  name: "Support",
  naturalKey: "c1",
  remoteId: "c1",
  ownership: "created",
  applied,
});
const seen = (fields: ObservedObject["fields"]): ObservedObject => ({
  lineId: "channel",
  remoteId: "c1",
  ours: true,
  fields,
});
const nobody = new Set<string>();
const drift = (
  observed: ObservedObject[],
  desired = [wanted()],
  managed = [record()],
  confirmedByHand: ReadonlySet<string> = nobody,
) => findDrift({ desired, observed, managed, confirmedByHand });

describe("what counts as drift", () => {
  test("a field that is other than it was applied", () => {
    const [found, ...more] = drift([seen({ name: "Sales", script: "a", campaign: "x" })]);
    expect(found).toMatchObject({ lineId: "channel", field: "name", expected: "Support", found: "Sales" });
    expect(more).toEqual([]);
  });

  test("defaults of the vendor, the order of keys and what mattered at creation only raise no alarm", () => {
    expect(drift([seen({ addedByVendor: 1, campaign: "moved", script: "a", name: "Support" })])).toEqual([]);
  });

  test("an edit of ours that waits for its apply is no drift, and what others do meanwhile still is", () => {
    const edited = [wanted({ fields: { name: "New name", script: "a", campaign: "x" } })];
    expect(drift([seen({ name: "Support", script: "a" })], edited)).toEqual([]);
    expect(drift([seen({ name: "Support", script: "b" })], edited).map(({ field }) => field)).toEqual([
      "script",
    ]);
  });

  test("an object that is gone is one finding, not one for each field", () => {
    expect(drift([])).toMatchObject([{ field: "", expected: "c1", found: null }]);
  });

  test("what was never applied cannot drift; what a person did counts once it was done", () => {
    const byHand = [wanted({ manual: "Select it" })];
    expect(drift([seen({ name: "x" })], [wanted()], [])).toEqual([]);
    expect(drift([], byHand, [])).toEqual([]);
    const confirmed = drift(
      [seen({ name: "Other", script: "a", campaign: "x" })],
      byHand,
      [],
      new Set(["channel"]),
    );
    expect(confirmed).toMatchObject([{ field: "name", found: "Other" }]);
  });

  test("a field that a newer release manages is no drift of what was applied before", () => {
    expect(
      drift([seen({ name: "Support", script: "zzz" })], [wanted()], [record({ name: "Support" })]),
    ).toEqual([]);
  });
});

test("a difference that is ignored is left alone by the plan until the other side changes again", () => {
  const facts = { desired: [wanted()], managed: [record()] };
  const ignored = [{ lineId: "channel", field: "name", found: "Sales" }];
  const action = (name: string) =>
    planSetup({ ...facts, ignored, observed: [seen({ name, script: "a", campaign: "x" })] }).lines[0]?.action;
  expect(action("Sales")).toBe("keep");
  expect(action("Other")).toBe("change");
});

describe("changes not applied yet, from our own records", () => {
  test("nothing before the first apply and nothing when all is applied", () => {
    expect(pendingChanges([wanted()], [])).toEqual([]);
    expect(pendingChanges([wanted()], [record()])).toEqual([]);
  });

  test("an edited field, a new object and one that is no longer wanted", () => {
    const other = wanted({ lineId: "skill/B", kind: "skill", name: "B" });
    const old = { ...record(), lineId: "skill/A", kind: "skill", name: "A" };
    const edited = wanted({ fields: { name: "New name", script: "a", campaign: "y" } });
    expect(pendingChanges([edited, other], [record(), old])).toMatchObject([
      { lineId: "channel", fields: [{ name: "name", from: "Support", to: "New name" }] },
      { lineId: "skill/B", sentence: "Skill B: not applied yet" },
      { lineId: "skill/A", sentence: "Skill A: no longer wanted, still there" },
    ]);
  });
});
