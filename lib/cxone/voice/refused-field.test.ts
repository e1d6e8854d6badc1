import { describe, expect, it } from "vitest";
import { CxoneError } from "../errors.ts";
import { refusedField } from "./refused-field.ts";
import type { TransferTarget } from "./state.ts";

const queue: TransferTarget = {
  transferType: "BLIND",
  targetType: "QUEUE",
  targetId: "4606115",
  skillId: "4601",
  priority: 1,
};
const refusal = (message: string, { status = 400, fields = {} } = {}) =>
  new CxoneError("rejected", message, { operation: "cxone.v2.transfer", status, fields });

describe("the field of a target that CXone refuses", () => {
  it.each([
    ["priority", "must be 1 to 5"],
    ["TargetID", "is the id of no queue"],
    ["transferType", "An extension cannot be consulted"],
  ])("is the one that the answer names: %s", (name, message) => {
    const field = refusedField(refusal(message, { fields: { [name]: message } }), queue);
    expect(field?.toLowerCase()).toBe(name.toLowerCase());
  });

  it.each([
    ["Skill 4606115 is not active", queue, "targetId"],
    ["Skill 4601 does not exist", queue, "skillId"],
    ["Invalid targetType", queue, "targetType"],
    ["targetAgentId is the agent who dials", { ...queue, targetType: "AGENT" }, "targetId"],
    ["The queue Sales DE has the status INACTIVE.", queue, "targetId"],
    ["No skill like this", { ...queue, skillId: undefined, targetType: "SKILL" }, "targetId"],
    ["priority is out of range", queue, "priority"],
    ["skillId is required", { ...queue, skillId: undefined, targetType: "NUMBER" }, null],
    ["The request is malformed.", queue, null],
  ] as const)("is told from its words: %s", (message, target, field) => {
    expect(refusedField(refusal(message), target)).toBe(field);
  });

  it.each([401, 403, 404, 409, 500])("is none where %i speaks of something else", (status) => {
    expect(refusedField(refusal("targetId", { status }), queue)).toBeNull();
  });
});
