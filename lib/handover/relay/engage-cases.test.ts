import { expect, test } from "vitest";
import type { Intervention } from "#lib/engage/interventions.ts";
import { currentCase, isOverSince, noteClosedCases, statusOfCase } from "./engage-cases.ts";

const T1 = "2026-11-21T10:00:00Z";
const T2 = "2026-11-21T11:00:00Z";

const one = (id: string, closedAt = "", more: Partial<Intervention> = {}): Intervention => ({
  id,
  threadId: "t",
  sourceId: "s",
  contentId: "c",
  userId: "u",
  closed: closedAt !== "",
  closedAt,
  deferred: false,
  categoryIds: [],
  agentReplies: 1,
  createdAt: "2026-11-21T09:00:00Z",
  ...more,
});

test.each([
  ["nobody has taken it", [], "none", false],
  ["an agent has it", [one("a")], "none", false],
  ["the agent closed it", [one("a", T1)], "none", true],
  ["closed before this handover began, and nothing since", [one("a", T1)], "a@2026-11-21T10:00:00Z", false],
  ["the same case, opened again and closed again", [one("a", T2)], "a@2026-11-21T10:00:00Z", true],
  ["the same case, opened again", [one("a")], "a@2026-11-21T10:00:00Z", false],
  ["another case beside it, open", [one("a", T1), one("b")], "a@2026-11-21T10:00:00Z", false],
  ["another case beside it, closed", [one("a", T1), one("b", T2)], "a@2026-11-21T10:00:00Z", true],
  ["one was closed while another is open", [one("a", T2), one("b")], "none", false],
  ["put aside for later", [one("a", "", { deferred: true })], "none", false],
  ["a conversation from before such notes were taken", [one("a", T1)], null, true],
] as const)("%s", (_what, cases, note, over) => {
  expect(isOverSince(cases, note)).toBe(over);
});

test("what is noted is what was closed, in Engage's own names and times", () => {
  expect(noteClosedCases([])).toBe("none");
  expect(noteClosedCases([one("a")])).toBe("none");
  expect(noteClosedCases([one("a", T1), one("b"), one("c", T2)])).toBe(`a@${T1} c@${T2}`);
  const closed = [one("a", T1), one("c", T2)];
  expect(isOverSince(closed, noteClosedCases(closed))).toBe(false);
});

test("the case that counts is the open one, else the one that was closed last", () => {
  expect(currentCase([])).toBeUndefined();
  expect(currentCase([one("a", T2), one("b")])?.id).toBe("b");
  expect(currentCase([one("a", T2), one("b", T1)])?.id).toBe("a");
  expect([undefined, one("a"), one("a", T1), one("a", "", { deferred: true })].map(statusOfCase)).toEqual([
    "waiting for an agent",
    "open",
    "closed",
    "put aside by the agent",
  ]);
});
