import type { Sandbox } from "../sandbox.ts";
import type { Skill } from "../state/model.ts";
import { asBoolean, asInteger, asText, field, type JsonRecord } from "../wire/values.ts";
import { mediaTypes } from "./media-types.ts";

/** M-71: 2 to 30 of letters, digits, hyphen, underscore, period and colon. */
const skillName = /^[\p{L}\p{N}\-_.:]{2,30}$/u;
/** What the documentation calls optional and inbound skills need all the same (facts/cxone.md §2.1). */
const inboundNeeds = [
  "serviceLevelThreshold",
  "serviceLevelGoal",
  "enableShortAbandon",
  "shortAbandonThreshold",
];

export function skillNameProblem(name: string | undefined): string | null {
  if (!name) return "skillName is required";
  return skillName.test(name)
    ? null
    : "skillName must have 2 to 30 characters: letters, digits, hyphen, underscore, period and colon";
}

type Created = { ok: true; skill: Skill } | { ok: false; error: string };

/** Creates one skill from one item of a batch, or says why not; used by the API and by the console alike. */
export function createSkill(sandbox: Sandbox, item: JsonRecord): Created {
  const { store } = sandbox;
  const refuse = (error: string): Created => ({ ok: false, error });
  const name = asText(field(item, "skillName"));
  const nameProblem = skillNameProblem(name);
  if (nameProblem || name === undefined) return refuse(nameProblem ?? "skillName is required");
  const mediaTypeId = asInteger(field(item, "mediaTypeId"));
  if (mediaTypeId === undefined) return refuse("mediaTypeId is required");
  if (!mediaTypes.some((type) => type.mediaTypeId === mediaTypeId))
    return refuse(`mediaTypeId ${mediaTypeId} is not valid`);
  const campaignId = asInteger(field(item, "campaignId"));
  if (campaignId === undefined) return refuse("campaignId is required");
  if (!store.campaigns.get(campaignId)) return refuse(`campaignId ${campaignId} does not exist`);
  const isOutbound = asBoolean(field(item, "isOutbound")) ?? false;
  if (!isOutbound) {
    const missing = inboundNeeds.filter((needed) => field(item, needed) == null);
    if (missing.length > 0) return refuse(`${missing.join(", ")} required for an inbound skill`);
  }
  const scriptId = asInteger(field(item, "scriptId"));
  if (scriptId !== undefined && scriptId !== 0 && !store.scripts.get(scriptId))
    return refuse(`scriptId ${scriptId} does not exist`);
  if (store.skills.where("name", name.toLowerCase()).length > 0)
    return refuse(`Skill name ${name} already exists`);

  const skillId = store.nextNumber("skill", 4_606_200);
  const now = store.now();
  const skill = store.skills.put(skillId, {
    skillId,
    skillName: name,
    mediaTypeId,
    campaignId,
    isActive: true,
    isOutbound,
    outboundStrategy: isOutbound ? (asText(field(item, "outboundStrategy")) ?? "Manual") : null,
    settings: { ...item },
    createdAt: now,
    updatedAt: now,
  });
  return { ok: true, skill };
}
