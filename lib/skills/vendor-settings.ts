import type { SkillSettings } from "#lib/cxone/skill-settings.ts";
import type { SkillInput } from "./schema.ts";

/** The settings of an input that apply to it: what is null stays as CXone has it. */
export function vendorSettings(input: SkillInput): Partial<SkillSettings> {
  const { skillName, mediaTypeId, direction, campaignId, ...settings } = input;
  const digitalOnly = mediaTypeId === 9 ? [] : DIGITAL_ONLY;
  const inboundOnly = direction === "inbound" ? [] : INBOUND_ONLY;
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => value !== null && !digitalOnly.includes(name) && !inboundOnly.includes(name),
    ),
  );
}

const DIGITAL_ONLY = ["isSubSkill", "acceptReject", "agentResponse", "customerResponse", "timeExtension"];
const INBOUND_ONLY = ["enableShortAbandon"];
