import "server-only";
import { getSkill } from "#lib/cxone/skills.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type { DesiredObject, Guide, ObservedObject, Step } from "#lib/setup/step.ts";
import { KNOWN_AFTER_APPLY } from "#lib/setup/step.ts";
import { channelIdOf } from "../channel-id.ts";
import { scriptPath } from "../studio-script.ts";
import { consoleLink, type HandoverContext, SYSTEM } from "./context.ts";
import { skillLine } from "./skill-lines.ts";

const PATH = [
  "CXone",
  "Omnichannel Routing",
  "ACD",
  "Digital",
  "Points of Contact Digital",
  "Edit",
  "Skills",
];

function wantedSkillId(context: HandoverContext): number | null {
  const id = context.skill && remoteIdOf(context, skillLine(context.skill));
  return id ? Number(id) : null;
}

function desired(context: HandoverContext): DesiredObject[] {
  if (!context.skill) return [];
  return [
    {
      lineId: "default-skill",
      system: SYSTEM,
      kind: "default skill",
      name: `${context.skill.skillName} on ${context.provider.name}`,
      naturalKey: channelIdOf(context.provider.id),
      fields: { defaultSkillId: wantedSkillId(context) ?? KNOWN_AFTER_APPLY },
      dependsOn: ["channel", skillLine(context.skill)],
      manual: `Select ${context.skill.skillName} as default skill of the channel ${context.provider.name}`,
      titles: {
        keep: `${context.skill.skillName} is the default skill of the channel ${context.provider.name}`,
      },
      foreign: "refuse",
    },
  ];
}

async function observe(context: HandoverContext): Promise<ObservedObject[]> {
  if (!context.skill || !context.connection) return [];
  const channels = await context.channels();
  const own = channels.find((channel) => channel.id === channelIdOf(context.provider.id));
  if (!own || own.defaultSkillId === null) return [];
  const fields = { defaultSkillId: own.defaultSkillId };
  return [{ lineId: "default-skill", remoteId: own.id, fields, ours: true }];
}

export const defaultSkillStep: Step<HandoverContext> = {
  id: "default-skill",
  title: "Default skill",
  why: "Without a default skill on the channel nobody is offered its conversations. CXone lets only a person select it; Patchbay checks.",
  who: "A CXone administrator",
  minutes: 1,
  docs: {
    path: PATH,
    link: null,
    doesNotProve: "That an agent with the skill is signed in.",
  },
  mode: () => "guided",
  input: null,
  todo: ({ checks, records }) => {
    const check = checks["default-skill.set"];
    // A look from before the choice of another skill says nothing about that one.
    const current = check && check.at >= (records.skill?.updatedAt ?? check.at);
    return current && check.state === "passed"
      ? null
      : "Select the default skill in CXone, then run the check.";
  },
  desired,
  observe,
  accepts: ({ found }) => typeof found === "number",
  accept: async (context, { field, found }) => {
    if (field !== "defaultSkillId" || typeof found !== "number") return null;
    const skill = await getSkill(await context.cxone(), found);
    const input = skill && { mode: "pick", skillId: found, skillName: skill.skillName, agents: [] };
    return input && { stepId: "skill", input };
  },
  checks: [
    {
      id: "default-skill.set",
      title: "The channel has the default skill and the script",
      doesNotProve: "That an agent with the skill is signed in.",
      run: async (context) => {
        const channels = context.connection ? await context.channels() : [];
        const own = channels.find((channel) => channel.id === channelIdOf(context.provider.id));
        if (!own) return { state: "not_applicable", message: "The channel is made when you apply the plan." };
        const name = context.skill?.skillName ?? "the skill";
        const evidence = { defaultSkillId: own.defaultSkillId, studioScript: own.studioScript };
        if (own.defaultSkillId === null) {
          const fix = {
            sentence: `Edit the channel, open Skills and select ${name} as default skill.`,
            path: PATH,
          };
          return { state: "failed", message: "The channel has no default skill.", evidence, fix };
        }
        if (own.defaultSkillId !== wantedSkillId(context)) {
          const fix = { sentence: `Select ${name}, or choose the other skill at step Skill.`, path: PATH };
          return { state: "failed", message: `Another skill than ${name} is selected.`, evidence, fix };
        }
        if (own.studioScript !== scriptPath(context.provider.id)) {
          const fix = { sentence: "Plan and apply to set the script of this handover." };
          return { state: "failed", message: "The channel runs another script.", evidence, fix };
        }
        return { state: "passed", message: `${name} and the script of this handover are set.`, evidence };
      },
    },
  ],
  guide: (context): Guide => ({
    system: SYSTEM,
    path: PATH,
    link: consoleLink(context),
    values: [
      { label: "Channel", value: context.provider.name, secret: false, copy: true },
      { label: "Select default skill", value: context.skill?.skillName ?? "", secret: false, copy: true },
    ],
  }),
};
