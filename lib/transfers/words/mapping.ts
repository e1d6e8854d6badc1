import type { TargetField, TargetType } from "#lib/cxone/voice/state.ts";
import type { PolicyBody, PolicyRoute } from "../schema.ts";

const KINDS: Record<TargetType, string> = {
  QUEUE: "queue",
  SKILL: "skill",
  EXTENSION: "extension",
  NUMBER: "number",
  AGENT: "agent",
};

/** What a kind of target is called within a sentence. */
export const kindInWords = (type: TargetType): string => KINDS[type];

/** A target by its name, else by what it is: "Sales DE", "extension 999". */
export const targetInWords = (target: {
  targetType: TargetType;
  targetId: string;
  targetName: string;
}): string => target.targetName || `${KINDS[target.targetType]} ${target.targetId}`;

/** Where a step of the chain leads: "Sales DE"; the step behind the last route is voicemail. */
export function stepInWords(policy: PolicyBody, step: number): string {
  const route = policy.routes[step];
  return route ? targetInWords(route) : `voicemail (${targetInWords(policy.voicemail)})`;
}

/** A step by its place in the chain, as the editor calls it. */
export const placeInWords = (policy: PolicyBody, step: number): string =>
  step >= policy.routes.length ? "Voicemail" : step === 0 ? "First target" : `Fallback ${step}`;

const FIELDS: Record<TargetField, string> = {
  targetType: "Goes to",
  targetId: "Goes to",
  skillId: "Skill of the agent",
  priority: "Priority",
  transferType: "How",
  callbackNumber: "Callback number",
};

/** A field of a target as the editor labels it. */
export const fieldInWords = (field: TargetField): string => FIELDS[field];

/** A skill that a route asks for, by its name where one is known. */
export const skillInWords = (route: Pick<PolicyRoute, "skillId" | "skillName">): string =>
  route.skillName || `${route.skillId}`;

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 agent", "2 agents", "no agents". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count === 0 ? "no" : count} ${count === 1 ? one : many}`;

/** A span of time: "30 s", "1.5 s", "10 min". */
export function spanInWords(ms: number): string {
  if (ms >= 120_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return `${Math.round(ms / 100) / 10} s`;
}
