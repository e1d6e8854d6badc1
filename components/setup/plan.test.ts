import { expect, test } from "vitest";
import { applyLabel, countPlan, type PlanDeed, type PlanLine } from "./plan.ts";

const plan = (...deeds: PlanDeed[]): PlanLine[] =>
  deeds.map((deed, index) => ({ id: String(index), system: "CXone", deed, sentence: deed }));

test("the button counts what we do, not what stays, waits or is done by hand", () => {
  const lines = plan("create", "adopt", "change", "delete", "keep", "manual", "blocked");
  expect(applyLabel(lines)).toBe("Apply 4 changes");
  expect(countPlan(lines)).toEqual({
    create: 1,
    adopt: 1,
    change: 1,
    keep: 1,
    delete: 1,
    manual: 1,
    blocked: 1,
  });
});

test("one change is one change", () => {
  expect(applyLabel(plan("create", "keep"))).toBe("Apply 1 change");
});
