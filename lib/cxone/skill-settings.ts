import "server-only";
import * as z from "zod";
import { flag, integerId, nullableId } from "./answer.ts";

/**
 * What a skill has beside name, medium, campaign and direction (M-73 to M-78). Null where CXone does not say or where the
 * skill never had it. Times in seconds.
 */
export type SkillSettings = {
  messageTemplateId: number | null;
  isSubSkill: boolean | null;
  evaluation: Evaluation | null;
  focusMetric: FocusMetric | null;
  focusLock: FocusLock | null;
  fallbackTimeSeconds: number | null;
  serviceLevelThresholdSeconds: number | null;
  serviceLevelGoalPercent: number | null;
  enableShortAbandon: boolean | null;
  shortAbandonThresholdSeconds: number | null;
  acceptReject: boolean | null;
  agentResponse: boolean | null;
  agentFirstResponseSeconds: number | null;
  agentFollowOnResponseSeconds: number | null;
  customerResponse: boolean | null;
  customerIdleSeconds: number | null;
  timeExtension: boolean | null;
};

/** In the order of the console. CXone numbers them; nothing public says how, so they are counted from 1 here. */
export const EVALUATIONS = [
  "skill-proficiency",
  "preferred-agent",
  "least-occupied",
  "most-occupied",
] as const;
export type Evaluation = (typeof EVALUATIONS)[number];
const FOCUS_METRICS = ["case", "contact"] as const;
export type FocusMetric = (typeof FOCUS_METRICS)[number];
const FOCUS_LOCKS = ["when-offline", "when-available"] as const;
export type FocusLock = (typeof FOCUS_LOCKS)[number];

/** Our name → CXone's, with its casing (facts/cxone.md §2.1). */
const FIELDS = {
  messageTemplateId: "messageTemplateId",
  isSubSkill: "IsSubSkill",
  evaluation: "evaluationCriteria",
  focusMetric: "FocusMetric",
  focusLock: "FocusLock",
  fallbackTimeSeconds: "FallbackTime",
  serviceLevelThresholdSeconds: "serviceLevelThreshold",
  serviceLevelGoalPercent: "serviceLevelGoal",
  enableShortAbandon: "enableShortAbandon",
  shortAbandonThresholdSeconds: "shortAbandonThreshold",
  acceptReject: "PresentAcceptReject",
  agentResponse: "agentResponseEnabled",
  agentFirstResponseSeconds: "agentFirstResponseTime",
  agentFollowOnResponseSeconds: "agentFollowOnResponseTime",
  customerResponse: "customerResponseEnabled",
  customerIdleSeconds: "customerIdleTime",
  timeExtension: "timeExtensionEnabled",
} as const satisfies Record<keyof SkillSettings, string>;

const NUMBERED: Partial<Record<keyof SkillSettings, readonly string[]>> = {
  evaluation: EVALUATIONS,
  focusMetric: FOCUS_METRICS,
  focusLock: FOCUS_LOCKS,
};

const yesNo = flag.nullish().transform((value) => value ?? null);
const whole = integerId.nullish().transform((value) => value ?? null);
const oneOf = <Word extends string>(words: readonly Word[]) =>
  whole.transform((value): Word | null => (value === null ? null : (words[value - 1] ?? null)));
const positive = whole.transform((value) => (value === 0 ? null : value));

const settings = z.object({
  messageTemplateId: nullableId.transform((value) => value || null),
  isSubSkill: yesNo,
  evaluation: oneOf(EVALUATIONS),
  focusMetric: oneOf(FOCUS_METRICS),
  focusLock: oneOf(FOCUS_LOCKS),
  fallbackTimeSeconds: positive,
  serviceLevelThresholdSeconds: whole,
  serviceLevelGoalPercent: whole,
  enableShortAbandon: yesNo,
  shortAbandonThresholdSeconds: whole,
  acceptReject: yesNo,
  agentResponse: yesNo,
  agentFirstResponseSeconds: positive,
  agentFollowOnResponseSeconds: positive,
  customerResponse: yesNo,
  customerIdleSeconds: positive,
  timeExtension: yesNo,
});

/** The settings out of an answer, whatever the casing of its names. */
export const skillSettings = z
  .record(z.string(), z.unknown())
  .transform((row) => {
    const lower = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
    return Object.fromEntries(
      Object.entries(FIELDS).map(([ours, theirs]) => [ours, lower.get(theirs.toLowerCase())]),
    );
  })
  .pipe(settings) satisfies z.ZodType<SkillSettings>;

/** Settings as CXone takes them; what is undefined is left out, null is sent as the "none" that the field has. */
export function encodeSkillSettings(change: Partial<SkillSettings>): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(change) as [keyof SkillSettings, unknown][]) {
    if (value === undefined) continue;
    const words = NUMBERED[name];
    sent[FIELDS[name]] = words && typeof value === "string" ? words.indexOf(value) + 1 : (value ?? 0);
  }
  return sent;
}
