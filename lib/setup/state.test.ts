import { expect, test } from "vitest";
import { type StepFacts, stepStatuses } from "./state.ts";

const step = (id: string, more: Partial<StepFacts> = {}): StepFacts => ({
  id,
  todo: null,
  typed: true,
  applied: null,
  waiting: false,
  failing: false,
  ...more,
});
const statuses = (...steps: StepFacts[]) => [...stepStatuses(steps).values()];

test("the first step with something to do is current and blocks the rest", () => {
  expect(statuses(step("a"), step("b", { todo: "Type it" }), step("c"), step("d", { todo: "Tick" }))).toEqual(
    ["done", "current", "blocked", "blocked"],
  );
});

test("a step that waits for somebody says so instead of current, and still blocks what comes after", () => {
  expect(statuses(step("a", { todo: "Paste it", waiting: true }), step("b"))).toEqual(["waiting", "blocked"]);
});

test("a failure shows on a step that was done", () => {
  expect(statuses(step("a", { failing: true }), step("b", { todo: "Type" }))).toEqual(["failing", "current"]);
});

test("a step nobody types at is done only when its objects are there", () => {
  expect(
    statuses(step("a", { typed: false, applied: false }), step("b", { typed: false, applied: true })),
  ).toEqual(["todo", "done"]);
});

test("a step that names what it needs waits for that alone, and of several to do the first is next", () => {
  const open = step("b", { todo: "Type", needs: [] });
  expect(
    statuses(
      step("a", { todo: "DNS", waiting: true }),
      open,
      step("c", { todo: "Type", needs: ["b"] }),
      step("d", { todo: "Type", needs: [] }),
      step("e", { todo: "Last" }),
    ),
  ).toEqual(["waiting", "current", "blocked", "todo", "blocked"]);
});
