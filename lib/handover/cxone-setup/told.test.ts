import { expect, test } from "vitest";
import { CXONE_LIMITS } from "../limits.ts";
import { cxoneHandover } from "./cxone-handover.ts";

const step = (id: string) => {
  const found = cxoneHandover.steps.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
};
const notesOf = (id: string) => (step(id).notes ?? []).map(({ text }) => text).join("\n");

test("what this kind of handover cannot do is told before it is begun (H-05)", () => {
  const texts = CXONE_LIMITS.filter(({ id }) => id === "H-05").map(({ text }) => text);
  for (const word of ["Snapshots", "Packages", "Transfer"]) expect(texts.join("\n")).toContain(word);
});

test.each([
  ["H-03", "connection", /two to three business days/],
  ["H-16", "connection", /shown once/],
  ["H-06", "settings", /Repeat/],
  ["H-07", "settings", /wait/i],
  ["H-70", "test", /Search/],
])("%s is told at the step %s", (_row, id, sentence) => {
  expect(notesOf(id)).toMatch(sentence);
});

test.each([
  ["H-30", "byoc", ["Digital", "Bring Your Own Channel", "+ Add"]],
  ["H-50", "roles", ["ACD", "Roles", "Assigned Channels", "Update Role Permissions"]],
  ["H-55", "skill", ["ACD", "ACD Skills"]],
  ["H-56", "default-skill", ["Points of Contact Digital", "Edit", "Skills"]],
])("%s shows the exact menu path at the step %s", (_row, id, path) => {
  const shown = step(id).docs.path;
  expect(shown.filter((entry) => path.includes(entry))).toEqual(path);
});

test("every step says why, who, and what its check does not prove", () => {
  for (const { id, why, who, docs } of cxoneHandover.steps) {
    expect(why, id).toMatch(/\.$/);
    expect(who, id).not.toBe("");
    expect(docs.doesNotProve, id).not.toBe("");
  }
});
