import { expect, test } from "vitest";
import { policyOf, route } from "../scene.ts";
import type { TimelineEvent } from "../state.ts";
import { stepInWords } from "../words/mapping.ts";
import { filedUnder, namedBySight } from "./mapping.ts";

test("a policy that holds ids alone is told in the names that the contact centre gave when it was asked", () => {
  const id = "7b1f4c2e-9d30-4e6a-8f51-000004606112";
  const policy = policyOf([route("", { targetId: id }), route("Service DE"), route("", { targetId: id })]);
  const looked = (step: number, facts: object): TimelineEvent => ({
    at: "2026-11-21T10:00:00.000Z",
    step,
    kind: "ineligible",
    text: "",
    facts: { ...facts },
  });
  const named = namedBySight(policy, [
    looked(0, { clock: {} }),
    looked(0, { queue: { id, name: "Sales_DE", status: "ACTIVE" } }),
    looked(1, { queue: { id: "q", name: "As it is called there" } }),
    looked(2, { queue: null }),
  ]);
  expect(filedUnder(named)).toMatchObject({ queueId: id, queueName: "Sales_DE" });
  expect([0, 1, 2].map((step) => stepInWords(named, step))).toEqual([
    "Sales_DE",
    "Service DE",
    `queue ${id}`,
  ]);
});
