import fc from "fast-check";
import { expect, test } from "vitest";
import { inWords, suggestSkillName } from "./mapping.ts";
import { LIMITS, type SkillForm, skillInput } from "./schema.ts";
import { skillName } from "./skill-name.ts";

const digital: SkillForm = {
  skillName: "Support_DE",
  mediaTypeId: 9,
  direction: "inbound",
  campaignId: 310001,
  serviceLevelThresholdSeconds: 30,
  serviceLevelGoalPercent: 80,
};
const preferred: SkillForm = {
  ...digital,
  evaluation: "preferred-agent",
  focusMetric: "case",
  focusLock: "when-offline",
  fallbackTimeSeconds: 900,
};
const timers: SkillForm = {
  ...preferred,
  enableShortAbandon: true,
  shortAbandonThresholdSeconds: 15,
  agentResponse: true,
  agentFirstResponseSeconds: 60,
  agentFollowOnResponseSeconds: 120,
  customerResponse: true,
  customerIdleSeconds: 600,
};
/** Field → sentence of what is refused. */
const refused = (skill: object) =>
  Object.fromEntries(
    (skillInput.safeParse(skill).error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]),
  );

test.each(["AB", "a".repeat(30), "a-b_c.d:e", "0:"])("M-71 takes the name %j", (name) => {
  expect(skillName.safeParse(name).success).toBe(true);
});

test.each([
  ["A", /at least 2/],
  ["", /at least 2/],
  ["a".repeat(31), /at most 30/],
  ["a b", /A blank is not allowed/],
  ["a/b", /“\/” is not allowed.*For example a_b/],
  ["ab\n", /A line break/],
  ["Störung", /“ö” is not allowed.*For example Storung/],
  ["ab😀", /“😀” is not allowed/],
])("M-71 refuses the name %j and says why", (name, sentence) => {
  expect(skillName.safeParse(name).error?.issues[0]?.message).toMatch(sentence);
});

test("whatever text there is, the suggested name is one that CXone takes, and a good name suggests itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
      expect(skillName.safeParse(suggestSkillName(text)).success).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,28}[A-Za-z0-9]$/), (name) => {
      expect(suggestSkillName(name)).toBe(name);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 2, maxLength: 30 }), (text) => {
      expect(skillName.safeParse(text).success).toBe(
        /^[A-Za-z0-9._:-]{2,30}$/.test(text) && !/\n$/.test(text),
      );
    }),
  );
});

test.each(Object.entries(LIMITS))(
  "%s is taken at its bounds and refused past them",
  (field, { least, most }) => {
    for (const value of [least, most]) expect(refused({ ...timers, [field]: value })).toEqual({});
    for (const value of [least - 1, most + 1, 1.5, -1, null, "", "1e3", "900"]) {
      expect(Object.keys(refused({ ...timers, [field]: value })), `${value}`).toEqual([field]);
    }
  },
);

test("Preferred Agent needs all three of its fields at once; nothing else does (M-75, M-76)", () => {
  expect(Object.keys(refused({ ...digital, evaluation: "preferred-agent" })).sort()).toEqual([
    "fallbackTimeSeconds",
    "focusLock",
    "focusMetric",
  ]);
  expect(refused({ ...digital, evaluation: "least-occupied" })).toEqual({});
  const left = skillInput.parse({ ...preferred, evaluation: "most-occupied" });
  expect(left).toMatchObject({ focusMetric: null, focusLock: null, fallbackTimeSeconds: null });
});

test("a wrong name does not hide the other errors", () => {
  const errors = refused({ ...digital, skillName: "a b", evaluation: "preferred-agent" });
  expect(Object.keys(errors)).toEqual(
    expect.arrayContaining(["skillName", "focusMetric", "fallbackTimeSeconds"]),
  );
});

test("a digital skill is inbound unless for Personal Connection or BYOC (M-72)", () => {
  expect(refused({ ...digital, direction: "manual" }).direction).toMatch(/inbound unless/);
  for (const direction of ["personal-connection", "byoc"]) {
    const { serviceLevelThresholdSeconds, ...outbound } = digital;
    expect(refused({ ...outbound, direction })).toEqual({});
  }
  expect(refused({ ...digital, mediaTypeId: 5, direction: "manual" })).toHaveProperty("direction");
});

test("the service level is asked of inbound skills only, and digital settings of digital ones (M-73, M-77, M-78)", () => {
  expect(Object.keys(refused({ ...digital, serviceLevelGoalPercent: null }))).toEqual([
    "serviceLevelGoalPercent",
  ]);
  const voice = skillInput.parse({ ...timers, mediaTypeId: 4, isSubSkill: true, acceptReject: true });
  expect(voice).toMatchObject({ isSubSkill: false, acceptReject: false, agentResponse: false });
});

test.each([
  [{ campaignId: 0 }, "campaignId"],
  [{ campaignId: undefined }, "campaignId"],
  [{ direction: "sideways" }, "direction"],
  [{ surprise: 1 }, ""],
])("refused: %o", (wrong, field) => {
  expect(refused({ ...digital, ...wrong })).toHaveProperty([field]);
});

test.each([
  [900, "15 min"],
  [5_256_000, "60 d 20 h"],
  [61, "1 min 1 s"],
  [0, "0 s"],
])("%i s = %s", (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
