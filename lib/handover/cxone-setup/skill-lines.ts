import "server-only";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { assignSkillAgents, listSkillAgents, removeSkillAgent } from "#lib/cxone/skill-agents.ts";
import {
  createSkill,
  findSkillByName,
  getSkill,
  MEDIA_TYPE,
  type Skill,
  updateSkill,
} from "#lib/cxone/skills.ts";
import { waitUntilListed } from "#lib/cxone/wait-until-listed.ts";
import type { SkillInput } from "#lib/handover/schema.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type {
  Acceptance,
  Applied,
  Change,
  DesiredObject,
  Json,
  ManagedRecord,
  ObservedObject,
} from "#lib/setup/step.ts";
import { type HandoverContext, SYSTEM } from "./context.ts";

/** How late a new skill shows in lists at most, as a rule (facts/cxone.md §2.1). */
const LIST_LAG_MS = 6_000;

/** Line of the skill. The name is in it, so that another skill is another line and the old one is cleaned up. */
export const skillLine = (skill: SkillInput) => `skill/${skill.skillName}`;
const agentLine = (skill: SkillInput, agentId: number) => `${skillLine(skill)}/agent/${agentId}`;

/** The skill that an input means: by id when it was picked, by name when it is to be made. */
export function findSkill(cxone: CxoneClient, input: SkillInput): Promise<Skill | null> {
  return input.mode === "pick" ? getSkill(cxone, input.skillId) : findSkillByName(cxone, input.skillName);
}

/** Why a skill cannot serve a digital channel; null when it can. */
export function unsuitable(skill: Skill): string | null {
  if (skill.mediaTypeId !== MEDIA_TYPE.digital) {
    return `The skill ${skill.skillName} in CXone is not of media type Digital. Choose another name or skill.`;
  }
  if (skill.isOutbound) return `The skill ${skill.skillName} in CXone is outbound. Choose an inbound skill.`;
  if (!skill.isActive) {
    return `The skill ${skill.skillName} in CXone is switched off. Switch it on there, or choose another.`;
  }
  return null;
}

export function desiredSkill({ skill, connection }: HandoverContext): DesiredObject[] {
  if (!skill) return [];
  const blocked = connection ? {} : { blocked: "No connection is chosen: finish step Connection." };
  const name = skill.skillName;
  const line: DesiredObject = {
    lineId: skillLine(skill),
    system: SYSTEM,
    kind: "skill",
    name,
    naturalKey: name,
    fields: {
      // A skill that was picked belongs to others: they may call it what they like.
      ...(skill.mode === "create" ? { name } : {}),
      mediaType: "Digital",
      direction: "Inbound",
      active: true,
      ...(skill.mode === "create" ? { campaign: skill.campaignName } : {}),
    },
    onlyAtCreation: ["campaign"],
    foreign: "adopt",
    ...blocked,
  };
  const assignments = skill.agents.map(
    (agent): DesiredObject => ({
      lineId: agentLine(skill, agent.agentId),
      system: SYSTEM,
      kind: "skill assignment",
      name: `${agent.name}: ${name}`,
      naturalKey: `${name}/${agent.agentId}`,
      fields: { active: true },
      dependsOn: [line.lineId],
      foreign: "adopt",
      titles: {
        create: `Give ${agent.name} the skill ${name}`,
        adopt: `${agent.name} already holds the skill ${name}`,
        change: `Switch on the skill ${name} of ${agent.name}`,
        keep: `${agent.name} holds the skill ${name}`,
      },
      ...blocked,
    }),
  );
  return [line, ...assignments];
}

export async function observeSkill(context: HandoverContext): Promise<ObservedObject[]> {
  const { skill: input } = context;
  if (!input || !context.connection) return [];
  const cxone = await context.cxone();
  const lineId = skillLine(input);
  const own = context.managed.find((record) => record.lineId === lineId);
  // By id once it is known: so a skill that was renamed in CXone is still the same one.
  const skill = own ? await getSkill(cxone, Number(own.remoteId)) : await findSkill(cxone, input);
  if (!skill) {
    if (input.mode === "create") return [];
    const refusal = `The skill ${input.skillName} is not in CXone any more. Choose another one at step Skill.`;
    return [{ lineId, remoteId: String(input.skillId), fields: {}, ours: false, refusal }];
  }
  // A skill of ours that was switched off is switched on again; a foreign one is left to its owner.
  const ours = own?.ownership === "created" || context.switchedOff.has(String(skill.skillId));
  const refusal = unsuitable(skill);
  if (refusal && !ours) {
    return [{ lineId, remoteId: String(skill.skillId), fields: {}, ours: false, refusal }];
  }
  const holders = await listSkillAgents(cxone, skill.skillId);
  return [
    {
      lineId,
      remoteId: String(skill.skillId),
      fields: {
        name: skill.skillName,
        mediaType: skill.mediaTypeId === MEDIA_TYPE.digital ? "Digital" : String(skill.mediaTypeId),
        direction: skill.isOutbound ? "Outbound" : "Inbound",
        active: skill.isActive,
        campaign: skill.campaignName,
      },
      ours,
    },
    ...holders.map(
      (holder): ObservedObject => ({
        lineId: agentLine(input, holder.agentId),
        remoteId: `${skill.skillId}:${holder.agentId}`,
        fields: { active: holder.isActive },
        ours: false,
      }),
    ),
  ];
}

export async function applySkillLine(change: Change, context: HandoverContext): Promise<Applied> {
  const cxone = await context.cxone();
  if (change.action === "delete") return removeSkillLine(cxone, change.managed.remoteId);
  const { skill: input } = context;
  if (!input) throw new Error("A skill line without a skill");
  const { lineId } = change.desired;
  if (lineId === skillLine(input)) return applySkill(cxone, change, input);
  const agentId = Number(lineId.slice(lineId.lastIndexOf("/") + 1));
  const skillId = Number(remoteIdOf(context, skillLine(input)));
  await assignSkillAgents(cxone, skillId, [{ agentId }]);
  return { remoteId: `${skillId}:${agentId}` };
}

/** A new name, or an assignment that is gone. */
export const acceptsSkillLine = ({ lineId, field }: { lineId: string; field: string }): boolean =>
  field === "name" || (field === "" && lineId.includes("/agent/"));

/** What is found at a skill becomes what we want of it: another name, or one agent fewer. */
export function acceptSkillLine(
  { skill }: HandoverContext,
  { lineId, field, found }: { lineId: string; field: string; found: Json | null },
): Acceptance | null {
  if (!skill) return null;
  const line = skillLine(skill);
  if (lineId === line && field === "name" && typeof found === "string") {
    const input = { ...skill, skillName: found };
    return { stepId: "skill", input, renamed: { from: line, to: skillLine(input) } };
  }
  if (!lineId.startsWith(`${line}/agent/`) || field !== "") return null;
  const agents = skill.agents.filter((agent) => agentLine(skill, agent.agentId) !== lineId);
  return { stepId: "skill", input: { ...skill, agents } };
}

/** There is no deleting a skill: it is switched off. Assignments are taken back (facts/cxone.md §2.1). */
async function removeSkillLine(cxone: CxoneClient, remoteId: string): Promise<Applied> {
  const [skillId, agentId] = remoteId.split(":").map(Number);
  if (agentId === undefined) await updateSkill(cxone, Number(skillId), { isActive: false });
  else await removeSkillAgent(cxone, Number(skillId), agentId);
  return { remoteId };
}

/** Says so, for CXone deletes no skill. */
export function skillRemoval({ kind, name }: ManagedRecord): string {
  if (kind === "skill") return `Switch off the skill ${name}: CXone deletes none`;
  const [agent, skill] = name.split(": ");
  return `Take the skill ${skill} back from ${agent}`;
}

async function applySkill(
  cxone: CxoneClient,
  change: Extract<Change, { desired: DesiredObject }>,
  input: SkillInput,
): Promise<Applied> {
  if (change.action === "change") {
    const name = input.mode === "create" ? { skillName: input.skillName } : {};
    await updateSkill(cxone, Number(change.current.remoteId), { ...name, isActive: true });
    return { remoteId: change.current.remoteId };
  }
  if (input.mode === "pick") throw new Error("A picked skill is never made");
  const { skillName, campaignId } = input;
  const look = () => findSkill(cxone, input);
  // A killed attempt may have made it a moment ago, and lists lag behind: be patient before making it again.
  const early = change.resumed ? await waitUntilListed(look, { timeoutMs: LIST_LAG_MS }) : null;
  if (early) return { remoteId: String(early.skillId) };
  try {
    const made = await createSkill(cxone, { skillName, campaignId, mediaTypeId: MEDIA_TYPE.digital });
    return { remoteId: String(made.skillId) };
  } catch (error) {
    // The name is taken after all: by our own attempt, which the list still did not show.
    const refused = error instanceof CxoneError && error.code === "batch_failed";
    const own = change.resumed && refused ? await waitUntilListed(look) : null;
    if (!own) throw error;
    return { remoteId: String(own.skillId) };
  }
}
