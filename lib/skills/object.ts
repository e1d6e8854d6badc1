import "server-only";
import type { SkillDetail } from "#lib/cxone/skills.ts";
import type { FieldValue } from "#lib/tenant/schema.ts";

/** A skill in the audit log. */
export const skillObject = (connectionId: string, skillId: number | string) =>
  `skill:${connectionId}:${skillId}`;

/** All of a skill that can be changed, by field. */
export const fieldsOf = ({
  skillName,
  campaignId,
  isActive,
  settings,
}: SkillDetail): Record<string, FieldValue> => ({
  skillName,
  campaignId,
  active: isActive,
  ...settings,
  // A skill that never chose is evaluated by proficiency (M-74).
  evaluation: settings.evaluation ?? "skill-proficiency",
});
