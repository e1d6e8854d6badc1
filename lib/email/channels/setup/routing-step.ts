import "server-only";
import { searchScripts } from "#lib/cxone/scripts.ts";
import { getSkill, listSkills, MEDIA_TYPE } from "#lib/cxone/skills.ts";
import type { CheckOutcome, DesiredObject, Guide, ObservedObject, Step } from "#lib/setup/step.ts";
import { type RoutingInput, routingInput } from "../schema.ts";
import { type ChannelContext, consoleLink, findOwn, HELP, QUEUES_PATH, SYSTEM } from "./context.ts";

const PATH = ["CXone", "ACD", "Digital", "Points of Contact Digital", "Edit", "Skills"];

const wanted = ({ records }: ChannelContext): RoutingInput | null =>
  routingInput.safeParse(records.routing?.input).data ?? null;

function desired(context: ChannelContext): DesiredObject[] {
  const choice = wanted(context);
  const { channelId, name } = context.channel;
  if (!choice || !channelId) return [];
  return [
    {
      lineId: "routing",
      system: SYSTEM,
      kind: "default skill and script",
      name: `Routing of ${name}`,
      naturalKey: channelId,
      fields: { defaultSkillId: choice.skillId, studioScript: choice.script },
      manual: `Select ${choice.skillName} and ${choice.script} for ${name}`,
      titles: { keep: `${choice.skillName} and ${choice.script} are selected for ${name}` },
      foreign: "adopt",
    },
  ];
}

async function observe(context: ChannelContext): Promise<ObservedObject[]> {
  const own = context.channel.channelId ? await findOwn(context) : null;
  if (!own) return [];
  const fields = { defaultSkillId: own.defaultSkillId, studioScript: own.studioScript };
  return [{ lineId: "routing", remoteId: own.id, fields, ours: true }];
}

const isSamePath = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** M-65: without both, CXone takes mail in and routes none of it. */
async function areSelected(context: ChannelContext): Promise<CheckOutcome> {
  const own = context.channel.channelId ? await findOwn(context) : null;
  const choice = wanted(context);
  if (!own || !choice)
    return { state: "not_applicable", message: "The channel or the choice is missing yet." };
  const evidence = { defaultSkillId: own.defaultSkillId, studioScript: own.studioScript };
  const failed = (message: string, sentence: string): CheckOutcome => ({
    state: "failed",
    message,
    evidence,
    fix: { sentence, path: PATH },
  });
  if (own.defaultSkillId === null) {
    return failed("The channel has no default skill: its mail is not routed.", `Select ${choice.skillName}.`);
  }
  if (own.studioScript === "") {
    return failed("The channel has no Studio script: its mail is not routed.", `Select ${choice.script}.`);
  }
  if (own.defaultSkillId !== choice.skillId) {
    const sentence = `Select ${choice.skillName} there, or choose the other skill here.`;
    return failed(`Another skill than ${choice.skillName} is selected.`, sentence);
  }
  if (!isSamePath(own.studioScript, choice.script)) {
    const sentence = `Select ${choice.script} there, or choose the other script here.`;
    return failed(`The channel runs ${own.studioScript}.`, sentence);
  }
  return { state: "passed", message: `${choice.skillName} and ${choice.script} are selected.`, evidence };
}

/** At least one of each has to exist before anything can be selected (M-65). */
async function exist(context: ChannelContext): Promise<CheckOutcome> {
  const client = await context.cxone();
  const [skills, scripts] = await Promise.all([
    listSkills(client, { mediaTypeId: MEDIA_TYPE.digital }),
    searchScripts(client, ""),
  ]);
  const active = skills.filter((skill) => skill.isActive).length;
  const evidence = { digitalSkills: active, scripts: scripts.length };
  if (active === 0) {
    const fix = {
      sentence: "Make a digital skill on the Skills page.",
      link: `/skills/new?connection=${context.connection.id}`,
    };
    return { state: "failed", message: "The tenant has no active digital skill.", evidence, fix };
  }
  if (scripts.length === 0) {
    const fix = { sentence: "Make a digital script in Studio.", path: ["CXone", "Studio"] };
    return { state: "failed", message: "The tenant has no Studio script.", evidence, fix };
  }
  const message = `${active} digital ${active === 1 ? "skill" : "skills"} and ${scripts.length} ${scripts.length === 1 ? "script" : "scripts"}.`;
  return { state: "passed", message, evidence };
}

/** Routing counts as set by a check that ran after the choice. */
function isSet({ checks, records }: ChannelContext): boolean {
  const check = checks["routing.selected"];
  return check?.state === "passed" && check.at >= (records.routing?.updatedAt ?? check.at);
}

export const routingStep: Step<ChannelContext> = {
  id: "routing",
  title: "Default skill and script",
  why: "CXone routes the mail of a digital point of contact by a default skill and a default Studio script; without either nobody gets it.",
  who: "A CXone administrator",
  minutes: 2,
  docs: {
    path: PATH,
    link: HELP,
    doesNotProve: "That an agent with the skill is signed in, or what the script does.",
  },
  notes: [
    {
      tone: "info",
      text: "Mail that agents begin is routed by the filters of routing queues, whether or not a script is set. “Is Default Skill” on the skill says Yes once it is selected here.",
      source: "M-66",
    },
  ],
  needs: ["channel"],
  mode: () => "guided",
  input: routingInput,
  value: (context): RoutingInput => wanted(context) ?? { skillId: 0, skillName: "", script: "" },
  todo: (context) => {
    if (!wanted(context)) return "Choose the default skill and the script.";
    return isSet(context) ? null : "Select both in CXone, then run the checks.";
  },
  desired,
  observe,
  accepts: ({ field, found }) =>
    (field === "defaultSkillId" && typeof found === "number") ||
    (field === "studioScript" && typeof found === "string" && found !== ""),
  accept: async (context, { field, found }) => {
    const choice = wanted(context);
    if (!choice) return null;
    if (field === "studioScript" && typeof found === "string" && found !== "") {
      return { stepId: "routing", input: { ...choice, script: found } };
    }
    if (field !== "defaultSkillId" || typeof found !== "number") return null;
    const skill = await getSkill(await context.cxone(), found);
    return skill && { stepId: "routing", input: { ...choice, skillId: found, skillName: skill.skillName } };
  },
  byHand: (context) =>
    context.told.queues.length > 0
      ? [
          {
            id: "queues",
            text: `Take ${context.channel.name} out of the Included channels rule of each routing queue`,
            path: QUEUES_PATH,
            link: consoleLink(context),
            values: context.told.queues.map(({ name }) => ({ label: "Routing queue", value: name })),
          },
        ]
      : [],
  checks: [
    {
      id: "routing.exist",
      title: "There is a digital skill and a Studio script",
      doesNotProve: "That they fit mail.",
      run: exist,
    },
    {
      id: "routing.selected",
      title: "The channel has the default skill and the script",
      doesNotProve: "That an agent with the skill is signed in, or that the script leads to it.",
      run: areSelected,
    },
  ],
  guide: (context): Guide => {
    const choice = wanted(context);
    return {
      system: SYSTEM,
      path: PATH,
      link: consoleLink(context),
      values: [
        { label: "Channel", value: context.channel.name, secret: false, copy: true },
        {
          label: "Select default skill",
          value: choice?.skillName ?? "",
          secret: false,
          copy: choice !== null,
        },
        { label: "Studio script", value: choice?.script ?? "", secret: false, copy: choice !== null },
      ],
    };
  },
};
