import * as z from "zod";
import type { AsOf } from "#lib/connections/schema.ts";
import { type FieldValue, loadedObject, sortBy, tenantQuery, yesNo } from "#lib/tenant/schema.ts";
import { DIGITAL, DIRECTIONS, type Direction, directionsOf, mediaTypeName } from "./mapping.ts";
import { skillName } from "./skill-name.ts";

/** What the list of skills is asked. */
export const skillQuery = tenantQuery.extend({
  sort: sortBy("skillName", "mediaTypeId", "campaignName", "isActive"),
  media: z.coerce.number().int().min(1).max(99).optional(),
  outbound: yesNo,
  active: yesNo,
  campaign: z.coerce.number().int().positive().optional(),
});
export type SkillQuery = z.output<typeof skillQuery>;

/** A skill in a list. */
export type SkillRow = {
  skillId: number;
  name: string;
  mediaTypeId: number;
  mediaType: string;
  campaignId: number | null;
  campaignName: string;
  active: boolean;
  direction: Direction;
};

/** Kept as typed until the rules below have looked at it: a wrong number must not hide the other errors. */
const typed = z.union([z.number(), z.string()]).nullish().default(null);
const choice = <Value extends string>(...values: readonly [Value, ...Value[]]) =>
  z
    .enum(["", ...values])
    .nullish()
    .default(null);

export const LIMITS = {
  fallbackTimeSeconds: { least: 1, most: 5_256_000 },
  serviceLevelThresholdSeconds: { least: 1, most: 604_800 },
  serviceLevelGoalPercent: { least: 1, most: 100 },
  shortAbandonThresholdSeconds: { least: 1, most: 3_600 },
  agentFirstResponseSeconds: { least: 1, most: 604_800 },
  agentFollowOnResponseSeconds: { least: 1, most: 604_800 },
  customerIdleSeconds: { least: 1, most: 2_592_000 },
} as const;

const fields = z.strictObject({
  skillName,
  mediaTypeId: z.coerce.number({ error: "Choose a media type." }).int(),
  direction: z.enum(DIRECTIONS, { error: "Choose a direction." }),
  campaignId: z
    .number({ error: "Choose a campaign: CXone refuses a skill without one." })
    .int()
    .positive({ error: "Choose a campaign: CXone refuses a skill without one." }),
  messageTemplateId: z.coerce.number().int().min(0).nullish().default(null),
  isSubSkill: z.boolean().default(false),
  evaluation: choice("skill-proficiency", "preferred-agent", "least-occupied", "most-occupied"),
  focusMetric: choice("case", "contact"),
  focusLock: choice("when-offline", "when-available"),
  fallbackTimeSeconds: typed,
  serviceLevelThresholdSeconds: typed,
  serviceLevelGoalPercent: typed,
  enableShortAbandon: z.boolean().default(false),
  shortAbandonThresholdSeconds: typed,
  acceptReject: z.boolean().default(false),
  agentResponse: z.boolean().default(false),
  agentFirstResponseSeconds: typed,
  agentFollowOnResponseSeconds: typed,
  customerResponse: z.boolean().default(false),
  customerIdleSeconds: typed,
  timeExtension: z.boolean().default(false),
});

type Typed = z.output<typeof fields>;
type Counted = keyof typeof LIMITS;

/** Which numbers must be there, by what else was chosen (M-72 to M-78, facts/cxone.md §2.1). */
export function neededNumbers(skill: Typed): Counted[] {
  const digital = skill.mediaTypeId === DIGITAL;
  const needed: Counted[] = [];
  if (skill.evaluation === "preferred-agent") needed.push("fallbackTimeSeconds");
  if (skill.direction === "inbound") {
    needed.push("serviceLevelThresholdSeconds", "serviceLevelGoalPercent");
    if (skill.enableShortAbandon) needed.push("shortAbandonThresholdSeconds");
  }
  if (digital && skill.agentResponse)
    needed.push("agentFirstResponseSeconds", "agentFollowOnResponseSeconds");
  if (digital && skill.customerResponse) needed.push("customerIdleSeconds");
  return needed;
}

/**
 * A skill as the form and scripts give it, checked by the same rules in the browser and on the server; what the other
 * choices make meaningless is left out of the result.
 */
export const skillInput = fields
  .superRefine((skill, issues) => {
    const refuse = (path: keyof Typed, message: string) =>
      issues.addIssue({ code: "custom", path: [path], message });
    if (!directionsOf(skill.mediaTypeId).includes(skill.direction)) {
      refuse(
        "direction",
        skill.mediaTypeId === DIGITAL
          ? "A digital skill is inbound unless it is for Personal Connection or Bring Your Own Channel."
          : `A skill of media type ${mediaTypeName(skill.mediaTypeId)} cannot have this direction.`,
      );
    }
    if (skill.evaluation === "preferred-agent") {
      if (!skill.focusMetric) refuse("focusMetric", "Preferred Agent needs a Focus Metric: choose one.");
      if (!skill.focusLock) refuse("focusLock", "Preferred Agent needs a Focus Lock: choose one.");
    }
    for (const name of neededNumbers(skill)) {
      const { least, most } = LIMITS[name];
      const value = skill[name];
      if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
        const unit = name === "serviceLevelGoalPercent" ? "percent" : "seconds";
        refuse(name, `Enter whole ${unit} from ${least} to ${most.toLocaleString("en-GB")}.`);
      }
    }
  })
  .transform((skill) => {
    const digital = skill.mediaTypeId === DIGITAL;
    const preferred = skill.evaluation === "preferred-agent";
    const needed = new Set<Counted>(neededNumbers(skill));
    const number = (name: Counted) => (needed.has(name) ? (skill[name] as number) : null);
    return {
      skillName: skill.skillName,
      mediaTypeId: skill.mediaTypeId,
      direction: skill.direction,
      campaignId: skill.campaignId,
      messageTemplateId: skill.messageTemplateId || null,
      isSubSkill: digital && skill.isSubSkill,
      evaluation: skill.evaluation || null,
      focusMetric: preferred ? skill.focusMetric || null : null,
      focusLock: preferred ? skill.focusLock || null : null,
      fallbackTimeSeconds: number("fallbackTimeSeconds"),
      serviceLevelThresholdSeconds: number("serviceLevelThresholdSeconds"),
      serviceLevelGoalPercent: number("serviceLevelGoalPercent"),
      enableShortAbandon: skill.direction === "inbound" && skill.enableShortAbandon,
      shortAbandonThresholdSeconds: number("shortAbandonThresholdSeconds"),
      acceptReject: digital && skill.acceptReject,
      agentResponse: digital && skill.agentResponse,
      agentFirstResponseSeconds: number("agentFirstResponseSeconds"),
      agentFollowOnResponseSeconds: number("agentFollowOnResponseSeconds"),
      customerResponse: digital && skill.customerResponse,
      customerIdleSeconds: number("customerIdleSeconds"),
      timeExtension: digital && skill.customerResponse && skill.timeExtension,
    };
  });
/** What the form holds. */
export type SkillForm = z.input<typeof skillInput>;
export type SkillInput = z.output<typeof skillInput>;

/** The body of a change: the skill as it should be, and as it was when the form was opened. */
export const skillChange = z.strictObject({ skill: skillInput, loaded: loadedObject });
export type SkillChange = z.output<typeof skillChange>;

/** One skill with everything it is set to. */
export type SkillView = SkillRow & {
  connectionId: string;
  /** All that can be changed, by field; null where CXone has nothing. To be sent back as `loaded.fields`. */
  fields: Record<string, FieldValue>;
  /** To be sent back as `loaded.readAt`. */
  readAt: string;
  stale: AsOf<unknown>["stale"];
  handovers: { id: string; name: string; state: string }[];
};

/** What became of a change: the skill as CXone has it now, and fields that it did not take over. */
export type SkillOutcome = { skill: SkillView; notKept: string[] };

/** What the agents of a skill are asked. */
export const skillAgentsQuery = tenantQuery.extend({ sort: sortBy("lastName", "agentProficiencyValue") });
export type SkillAgentsQuery = z.output<typeof skillAgentsQuery>;

/** An agent who holds a skill. */
export type SkillAgentRow = {
  agentId: number;
  name: string;
  teamName: string;
  active: boolean;
  proficiency: number | null;
};

/** As many agents go into one request; CXone is called once for it. */
export const AGENTS_AT_ONCE = 50;

/** 1 is the best, 20 the least. */
export const proficiency = z
  .number({ error: "Enter a whole number from 1 (best) to 20." })
  .int({ error: "Enter a whole number from 1 (best) to 20." })
  .min(1, { error: "Enter a whole number from 1 (best) to 20." })
  .max(20, { error: "Enter a whole number from 1 (best) to 20." });

const agentIds = z
  .array(z.int().positive())
  .min(1, { error: "Choose at least one agent." })
  .max(AGENTS_AT_ONCE, { error: `At most ${AGENTS_AT_ONCE} agents at once: send the others after.` });

export const assignAgentsInput = z.strictObject({ agentIds, proficiency: proficiency.optional() });
export type AssignAgentsInput = z.output<typeof assignAgentsInput>;
export const removeAgentsInput = z.strictObject({ agentIds });
