import { describe, expect, test } from "vitest";
import { judge, type SnapshotChannel, type SnapshotSkill, type TenantSnapshot } from "./state.ts";

const channel: SnapshotChannel = {
  id: "ch_1",
  name: "Support",
  platform: "custom",
  defaultSkillId: 7,
  script: "Cognigy\\Handover",
  handover: { id: "h1", name: "Support" },
  rolesAttested: true,
};
const skill: SnapshotSkill = {
  id: 7,
  name: "Support.DE",
  active: true,
  campaign: { name: "Main", active: true },
  acceptReject: false,
  holders: [{ name: "Ann Agent", digitalEngagement: true, seesSkills: true }],
};
const script = { readable: true, missing: [] as string[], speaks: [] as string[] } as const;

type Change = {
  channel?: Partial<SnapshotChannel>;
  skill?: Partial<SnapshotSkill> | null;
  script?: TenantSnapshot["scripts"] extends ReadonlyMap<string, infer One> ? One : never;
};
const rules = (change: Change = {}) => {
  const one = { ...channel, ...change.channel };
  const found = judge({
    channels: [one],
    skills: new Map(change.skill === null ? [] : [[7, { ...skill, ...change.skill }]]),
    scripts: new Map([[one.script, change.script ?? script]]),
  });
  return found.map(({ rule, severity }) => `${severity} ${rule}`);
};

describe("readiness rules", () => {
  test("a tenant in order breaks none", () => {
    expect(rules()).toEqual([]);
  });

  test.each<[string, Change, string[]]>([
    ["a channel without default skill", { channel: { defaultSkillId: null } }, ["blocking M-65.skill"]],
    ["a default skill that is gone", { skill: null }, ["blocking M-65.skill"]],
    ["a channel without script", { channel: { script: "", handover: null } }, ["blocking M-65.script"]],
    ["a default skill that is switched off", { skill: { active: false } }, ["blocking M-65.active"]],
    ["a skill that nobody holds", { skill: { holders: [] } }, ["blocking H-57"]],
    ["a campaign that is off", { skill: { campaign: { name: "Old", active: false } } }, ["warning T-21"]],
    ["accept and reject", { skill: { acceptReject: true } }, ["warning M-77"]],
    [
      "agents without the Digital Engagement attribute",
      { skill: { holders: [{ name: "Bo", digitalEngagement: false, seesSkills: true }] } },
      ["warning M-54"],
    ],
    [
      "no agent who sees skills",
      { skill: { holders: [{ name: "Bo", digitalEngagement: true, seesSkills: false }] } },
      ["blocking M-52.skills-view"],
    ],
    [
      "one of two agents who does not",
      { skill: { holders: [...skill.holders, { name: "Bo", digitalEngagement: true, seesSkills: false }] } },
      ["warning M-52.skills-view"],
    ],
    [
      "a script without END ESCALATION",
      { script: { ...script, missing: ["END ESCALATION"] } },
      ["blocking H-61"],
    ],
    ["a script that speaks", { script: { ...script, speaks: ["9"] } }, ["warning H-06"]],
    ["a script in a renamed folder", { channel: { script: "Bots\\Handover" } }, ["warning H-60"]],
    ["roles that nobody has ticked", { channel: { rolesAttested: false } }, ["note M-52.reply"]],
    [
      "a mail channel",
      { channel: { platform: "in-contact-email", handover: null } },
      ["note M-14", "note M-31"],
    ],
  ])("%s", (_name, change, wanted) => {
    expect(rules(change)).toEqual(wanted);
  });

  test("what CXone does not say is not held against it", () => {
    expect(
      rules({ skill: { holders: [{ name: "Bo", digitalEngagement: null, seesSkills: null }] } }),
    ).toEqual([]);
    expect(rules({ script: { readable: false } })).toEqual([]);
    expect(
      rules({
        channel: { handover: null, rolesAttested: null },
        script: { ...script, missing: ["ESCALATE"] },
      }),
    ).toEqual([]);
  });

  test("every finding says what to do", () => {
    const found = judge({
      channels: [{ ...channel, defaultSkillId: null, script: "" }],
      skills: new Map(),
      scripts: new Map(),
    });
    for (const { message, fix } of found) {
      expect(message).toMatch(/\.$/);
      expect(fix.sentence).toMatch(/\.$/);
    }
  });
});
