import { expect, test } from "vitest";
import { policyOf, route } from "../scene.ts";
import type { TimelineEvent } from "../state.ts";
import { stepInWords } from "../words/mapping.ts";
import { filedUnder, namedBySight, targetOf } from "./mapping.ts";

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

test("T-10 to T-15: each step of the chain is sent as the policy says, and voicemail blind", () => {
  const first = {
    transferType: "CONSULT",
    targetType: "QUEUE",
    targetId: "4711",
    skillId: "77",
    priority: 5,
    callbackNumber: "+4930901820",
  } as const;
  const policy = policyOf([route("Sales DE", first), route("Service DE")]);
  expect(targetOf(policy, 0)).toEqual(first);
  expect(targetOf(policy, 1)).toMatchObject({ transferType: "BLIND", targetId: "Service DE", priority: 1 });
  expect(targetOf(policy, 2)).toEqual({
    transferType: "BLIND",
    targetType: "EXTENSION",
    targetId: "999",
    priority: 1,
  });
});

test("a transfer is filed under the queue and skill of its first target, whichever it has", () => {
  const none = { queueId: null, queueName: null, skillId: null, skillName: null };
  const filed = (...first: Parameters<typeof route>) =>
    filedUnder(policyOf([route(...first), route("Other")]));
  expect(filed("Sales DE", { targetId: "4711", skillId: "77", skillName: "German" })).toEqual({
    queueId: "4711",
    queueName: "Sales DE",
    skillId: "77",
    skillName: "German",
  });
  expect(filed("German", { targetType: "SKILL", targetId: "77" })).toEqual({
    ...none,
    skillId: "77",
    skillName: "German",
  });
  expect(filed("", { targetType: "EXTENSION", targetId: "100" })).toEqual(none);
});
