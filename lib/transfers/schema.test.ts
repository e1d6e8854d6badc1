import { expect, test } from "vitest";
import { policyBodySchema } from "./schema.ts";

const UUID = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";
const ZERO = "00000000-0000-0000-0000-000000000000";
const voicemail = { targetType: "EXTENSION", targetId: "999" };
const idOf = { v2: UUID, acd: "4711" } as const;

/** The fields of a policy that are refused. */
function refused(dialect: "v2" | "acd", route: object, more: object = {}): string[] {
  const routes = [{ targetType: "QUEUE", targetId: idOf[dialect], ...route }];
  const parsed = policyBodySchema(dialect).safeParse({ routes, voicemail, ...more });
  return parsed.error?.issues.map(({ path }) => path.join(".")) ?? [];
}
const toVoicemail = (targetType: string, targetId: string) => ({ voicemail: { targetType, targetId } });

test("what is left out is as the seed has it: blind, priority 1, a look every 3 s for 30 s", () => {
  const made = policyBodySchema("v2").parse({ routes: [{ targetType: "QUEUE", targetId: UUID }], voicemail });
  expect(made.routes[0]).toMatchObject({ transferType: "BLIND", priority: 1 });
  expect(made.watch).toEqual({ pollSeconds: 3, timeoutSeconds: 30, unknownMinutes: 10 });
});

test.each([
  ["v2", UUID, UUID.toUpperCase()],
  ["acd", "1", "9007199254740991"],
] as const)("T-12, T-13, dialect %s: ids of its form are taken", (dialect, ...ids) => {
  for (const targetId of ids) {
    expect(refused(dialect, { targetId, skillId: targetId })).toEqual([]);
    expect(refused(dialect, { targetType: "SKILL", targetId }, toVoicemail("QUEUE", targetId))).toEqual([]);
  }
});

test.each([
  ...[ZERO, `{${UUID}}`, UUID.slice(0, -1), `${UUID}0`, ` ${UUID}`, "4711", "Sales"].map(
    (id) => ["v2", id] as const,
  ),
  ...["0", "000000", "007", "47.5", "-1", "12345678901234567", UUID].map((id) => ["acd", id] as const),
])("T-12, T-13, dialect %s: %j is no id, wherever it stands", (dialect, id) => {
  expect(refused(dialect, { targetId: id })).toEqual(["routes.0.targetId"]);
  expect(refused(dialect, { targetType: "SKILL", targetId: id })).toEqual(["routes.0.targetId"]);
  expect(refused(dialect, { skillId: id })).toEqual(["routes.0.skillId"]);
  expect(refused(dialect, {}, toVoicemail("QUEUE", id))).toEqual(["voicemail.targetId"]);
});

test.each([
  ["EXTENSION", "+4930901820"],
  ["EXTENSION", "12345678901"],
  ["EXTENSION", "*98"],
  ["NUMBER", "999"],
  ["NUMBER", "+0123"],
])("voicemail as %s takes no %s", (targetType, targetId) => {
  expect(refused("v2", {}, toVoicemail(targetType, targetId))).toEqual(["voicemail.targetId"]);
});

test("T-11: an agent is a target of agent sessions alone", () => {
  expect(refused("v2", { targetType: "AGENT" })).toEqual(["routes.0.targetId"]);
  expect(refused("acd", { targetType: "AGENT" })).toEqual([]);
});

test.each([
  [{ pollSeconds: 61 }, "watch.pollSeconds"],
  [{ timeoutSeconds: 4 }, "watch.timeoutSeconds"],
  [{ timeoutSeconds: 601 }, "watch.timeoutSeconds"],
  [{ unknownMinutes: 0 }, "watch.unknownMinutes"],
])("T-31: %j is refused", (watch, field) => {
  expect(refused("v2", {}, { watch })).toEqual([field]);
});
