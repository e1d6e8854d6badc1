import type { Sandbox } from "../sandbox.ts";
import { asArray, asInteger, asRecord, field, type JsonRecord } from "../wire/values.ts";
import { mediaTypes } from "./media-types.ts";

/** A skill as it would be after a write. */
export type SkillDraft = {
  skillId: number | null;
  skillName: string | undefined;
  mediaTypeId: number | undefined;
  campaignId: number | undefined;
  isOutbound: boolean;
  outboundStrategy: string | null;
  settings: JsonRecord;
};

/** M-74 in the order of the console; the numbers start where the switch `evaluationCriteriaCountFrom` says. */
export const evaluationCriteria = [
  "Skill Proficiency",
  "Preferred Agent",
  "Least Occupied",
  "Most Occupied",
] as const;

/** M-71: 2 to 30 of letters, digits, hyphen, underscore, period and colon. */
const namePattern = /^[\p{L}\p{N}\-_.:]{2,30}$/u;
/** What the documentation calls optional and inbound skills need all the same (facts/cxone.md §2.1). */
const inboundNeeds = [
  "serviceLevelThreshold",
  "serviceLevelGoal",
  "enableShortAbandon",
  "shortAbandonThreshold",
];
const longestFallbackSeconds = 5_256_000;
const digitalMedium = 9;

function nameProblem(name: string | undefined): string | null {
  if (!name) return "skillName is required";
  return namePattern.test(name)
    ? null
    : "skillName must have 2 to 30 characters: letters, digits, hyphen, underscore, period and colon";
}

/** M-72 and M-77: which direction a medium has, and what only inbound skills have. */
function directionProblem(sandbox: Sandbox, draft: SkillDraft): string | null {
  const { settings } = draft;
  if (!draft.isOutbound) {
    const missing = inboundNeeds.filter((name) => settings[name] == null);
    return missing.length > 0 ? `${missing.join(", ")} required for an inbound skill` : null;
  }
  const isProactive = draft.outboundStrategy === "Personal Connection";
  if (draft.mediaTypeId === digitalMedium && !isProactive && sandbox.store.integrations.size === 0)
    return "A digital skill is inbound unless it is Personal Connection or serves Bring Your Own Channel";
  const hasLevel =
    Number(settings.serviceLevelThreshold ?? 0) > 0 || Number(settings.serviceLevelGoal ?? 0) > 0;
  return hasLevel ? "A service level is only for inbound skills" : null;
}

/** M-75 and M-76: Preferred Agent needs three more fields, and a fallback time within its bounds. */
function evaluationProblem(sandbox: Sandbox, settings: JsonRecord): string | null {
  const first = sandbox.store.switches.evaluationCriteriaCountFrom === "one" ? 1 : 0;
  const chosen = asInteger(settings.evaluationCriteria);
  if (chosen === undefined) return null;
  // Zero is what a skill reads as that never chose, wherever counting starts.
  if (chosen !== 0 && !evaluationCriteria[chosen - first]) return `evaluationCriteria ${chosen} is not valid`;
  if (evaluationCriteria[chosen - first] !== "Preferred Agent") return null;
  const missing = ["FocusMetric", "FocusLock", "FallbackTime"].filter((name) => settings[name] == null);
  if (missing.length > 0) return `${missing.join(", ")} required for Preferred Agent`;
  const fallback = asInteger(settings.FallbackTime) ?? 0;
  return fallback >= 1 && fallback <= longestFallbackSeconds
    ? null
    : `FallbackTime must be from 1 to ${longestFallbackSeconds} seconds`;
}

function referenceProblem(sandbox: Sandbox, settings: JsonRecord): string | null {
  const { store } = sandbox;
  const lacks = (id: unknown, has: (id: number) => unknown) => {
    const number = asInteger(id);
    return number !== undefined && number !== 0 && !has(number);
  };
  if (lacks(settings.scriptId, (id) => store.scripts.get(id)))
    return `scriptId ${settings.scriptId} does not exist`;
  if (lacks(settings.messageTemplateId, (id) => store.messageTemplates.get(id)))
    return `messageTemplateId ${settings.messageTemplateId} does not exist`;
  for (const item of asArray(settings.dispositions)) {
    const id = asInteger(field(asRecord(item), "dispositionId"));
    if (id === undefined || !store.dispositions.get(id)) return `dispositionId ${id ?? ""} does not exist`;
  }
  return null;
}

/** Why a skill may not be as it is drafted, or null. */
export function skillProblem(sandbox: Sandbox, draft: SkillDraft): string | null {
  const { store } = sandbox;
  const { skillName: name, mediaTypeId, campaignId, settings } = draft;
  const byName = nameProblem(name);
  if (byName || name === undefined) return byName;
  if (mediaTypeId === undefined) return "mediaTypeId is required";
  if (!mediaTypes.some((type) => type.mediaTypeId === mediaTypeId))
    return `mediaTypeId ${mediaTypeId} is not valid`;
  if (campaignId === undefined) return "campaignId is required";
  if (!store.campaigns.get(campaignId)) return `campaignId ${campaignId} does not exist`;
  const problem =
    directionProblem(sandbox, draft) ??
    evaluationProblem(sandbox, settings) ??
    referenceProblem(sandbox, settings);
  if (problem) return problem;
  const isTaken = store.skills
    .where("name", name.toLowerCase())
    .some((other) => other.skillId !== draft.skillId);
  return isTaken ? `Skill name ${name} already exists` : null;
}
