import type { Sandbox } from "../sandbox.ts";
import type { Skill } from "../state/model.ts";
import { asBoolean, asInteger, asText, field, type JsonRecord } from "../wire/values.ts";
import { readSkillFields } from "./skill-fields.ts";
import { type SkillDraft, skillProblem } from "./skill-rules.ts";

export type SkillOutcome = { ok: true; skill: Skill } | { ok: false; error: string };

/** Skills made after the seed count from here. */
export const firstSkillId = 4_606_200;
const digitalMedium = 9;

/** The settings in what was sent, or what is wrong with their form. */
function settingsIn(sandbox: Sandbox, item: JsonRecord, mediaTypeId: number, isOutbound: boolean) {
  const { skillTakesDigitalFields, skillTakesDispositions, outboundServiceLevel } = sandbox.store.switches;
  const read = readSkillFields(item, {
    isDigital: mediaTypeId === digitalMedium,
    takesUnpublished: skillTakesDigitalFields,
  });
  if (!read.ok) return read;
  if (!skillTakesDispositions) delete read.settings.dispositions;
  if (isOutbound && outboundServiceLevel === "ignored") {
    delete read.settings.serviceLevelThreshold;
    delete read.settings.serviceLevelGoal;
  }
  return read;
}

/** Creates one skill from one item of a batch, or says why not; used by the API and by the console alike. */
export function createSkill(sandbox: Sandbox, item: JsonRecord): SkillOutcome {
  const { store } = sandbox;
  const refuse = (error: string): SkillOutcome => ({ ok: false, error });
  const mediaTypeId = asInteger(field(item, "mediaTypeId"));
  const campaignId = asInteger(field(item, "campaignId"));
  const isOutbound = asBoolean(field(item, "isOutbound")) ?? false;
  const read = settingsIn(sandbox, item, mediaTypeId ?? 0, isOutbound);
  if (!read.ok) return refuse(read.problem);
  const draft: SkillDraft = {
    skillId: null,
    skillName: asText(field(item, "skillName")),
    mediaTypeId,
    campaignId,
    isOutbound,
    outboundStrategy: isOutbound ? (asText(field(item, "outboundStrategy")) ?? "Manual") : null,
    settings: read.settings,
  };
  const problem = skillProblem(sandbox, draft);
  if (problem || draft.skillName === undefined || mediaTypeId === undefined || campaignId === undefined)
    return refuse(problem ?? "skillName, mediaTypeId and campaignId are required");

  const skillId = store.nextNumber("skill", firstSkillId);
  const now = store.now();
  const skill = store.skills.put(skillId, {
    skillId,
    skillName: draft.skillName,
    mediaTypeId,
    campaignId,
    isActive: true,
    isOutbound,
    outboundStrategy: draft.outboundStrategy,
    settings: draft.settings,
    createdAt: now,
    updatedAt: now,
  });
  return { ok: true, skill };
}

/**
 * Changes the fields of a skill that were sent. Medium and direction stay what they were: the update's schema has no
 * direction, and a medium that differs is refused.
 */
export function changeSkill(sandbox: Sandbox, skill: Skill, change: JsonRecord): SkillOutcome {
  const { store } = sandbox;
  const mediaTypeId = asInteger(field(change, "mediaTypeId"));
  if (mediaTypeId !== undefined && mediaTypeId !== skill.mediaTypeId)
    return { ok: false, error: "mediaTypeId cannot be changed" };
  const read = settingsIn(sandbox, change, skill.mediaTypeId, skill.isOutbound);
  if (!read.ok) return { ok: false, error: read.problem };
  const isActive = asBoolean(field(change, "isActive"));
  const draft = {
    skillId: skill.skillId,
    skillName: asText(field(change, "skillName")) ?? skill.skillName,
    mediaTypeId: skill.mediaTypeId,
    campaignId: asInteger(field(change, "campaignId")) ?? skill.campaignId,
    isOutbound: skill.isOutbound,
    outboundStrategy: skill.outboundStrategy,
    settings: { ...skill.settings, ...read.settings },
  };
  const problem = skillProblem(sandbox, draft);
  if (problem) return { ok: false, error: problem };
  const { skillName, campaignId, settings } = draft;
  return {
    ok: true,
    skill: store.skills.update(skill.skillId, {
      skillName,
      campaignId,
      settings,
      isActive: isActive ?? skill.isActive,
      updatedAt: store.now(),
    }),
  };
}
