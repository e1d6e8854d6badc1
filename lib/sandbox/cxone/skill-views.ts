import type { Sandbox } from "../sandbox.ts";
import type { Skill } from "../state/model.ts";
import { asInteger, type JsonRecord } from "../wire/values.ts";
import type { Listing } from "./acd-list.ts";
import { mediaTypeName } from "./media-types.ts";
import { emptySkillFields } from "./skill-fields.ts";

const digitalMedium = 9;
const emptyFields = { digital: emptySkillFields(true), other: emptySkillFields(false) };

/** A skill as the list shows it. */
export function skillRow(sandbox: Sandbox, skill: Skill): JsonRecord {
  return {
    skillId: skill.skillId,
    skillName: skill.skillName,
    mediaTypeId: skill.mediaTypeId,
    mediaTypeName: mediaTypeName(skill.mediaTypeId),
    campaignId: skill.campaignId,
    campaignName: sandbox.store.campaigns.get(skill.campaignId)?.name ?? "",
    isActive: skill.isActive,
    isOutbound: skill.isOutbound,
    outboundStrategy: skill.outboundStrategy ?? "",
    isRunning: skill.isRunning ?? false,
    notes: skill.settings.notes ?? "",
    lastUpdateTime: new Date(skill.updatedAt).toISOString(),
  };
}

/** Everything that reading one skill gives, names of what is referred to included. */
export function skillDetail(sandbox: Sandbox, skill: Skill): JsonRecord {
  const { store } = sandbox;
  const isDigital = skill.mediaTypeId === digitalMedium;
  const fields = { ...(isDigital ? emptyFields.digital : emptyFields.other), ...skill.settings };
  const dispositions = (fields.dispositions as JsonRecord[]).map((row) => {
    const disposition = store.dispositions.get(asInteger(row.dispositionId) ?? 0);
    return {
      dispositionId: asInteger(row.dispositionId),
      dispositionName: disposition?.dispositionName ?? "",
      priority: asInteger(row.priority) ?? 0,
      isPreviewDisposition: disposition?.isPreviewDisposition ?? false,
    };
  });
  return {
    ...fields,
    dispositions,
    scriptName: store.scripts.get(asInteger(fields.scriptId) ?? 0)?.scriptPath ?? "",
    stateNameACW: "",
    acwPostTimeoutStateName: "",
    reskillHoursName: "",
    smsTransportCode: "",
    ...(isDigital ? { routingQueueId: skill.skillId, TenantId: store.tenant.tenantId } : {}),
    ...skillRow(sandbox, skill),
  };
}

export function skillListing(sandbox: Sandbox): Listing<Skill> {
  const { store } = sandbox;
  const view = store.switches.skillListRows === "full" ? skillDetail : skillRow;
  return {
    key: "skills",
    rows: store.skills,
    view: (skill) => view(sandbox, skill),
    search: (skill) => skill.skillName,
    isActive: (skill) => skill.isActive,
    updatedAt: (skill) => skill.updatedAt,
    orderVersion: store.campaigns.version,
    order: {
      skillId: (skill) => skill.skillId,
      skillName: (skill) => skill.skillName,
      mediaTypeId: (skill) => skill.mediaTypeId,
      mediaTypeName: (skill) => mediaTypeName(skill.mediaTypeId),
      campaignId: (skill) => skill.campaignId,
      campaignName: (skill) => store.campaigns.get(skill.campaignId)?.name ?? "",
      isActive: (skill) => Number(skill.isActive),
      isOutbound: (skill) => Number(skill.isOutbound),
      outboundStrategy: (skill) => skill.outboundStrategy ?? "",
      lastUpdateTime: (skill) => skill.updatedAt,
    },
  };
}
