import type { TransferTarget } from "#lib/cxone/voice/state.ts";
import { DEFAULT_PRIORITY } from "../mapping.ts";
import type { PolicyBody } from "../schema.ts";
import type { TimelineEvent } from "../state.ts";

/** Where a step of the chain sends the call; behind the last route that is voicemail, which takes it without being asked. */
export function targetOf({ routes, voicemail }: PolicyBody, step: number): TransferTarget {
  const route = routes[step];
  if (!route) {
    const { targetType, targetId } = voicemail;
    return { transferType: "BLIND", targetType, targetId, priority: DEFAULT_PRIORITY };
  }
  const { transferType, targetType, targetId, skillId, priority, callbackNumber } = route;
  return { transferType, targetType, targetId, skillId, priority, callbackNumber };
}

/**
 * A policy with the names that the contact centre gave its targets when they were looked up: one that a script has made may
 * hold ids alone, and nobody reads a log of UUIDs. For words; decisions and replays go by the policy as it is.
 */
export const namedBySight = (policy: PolicyBody, timeline: readonly TimelineEvent[]): PolicyBody => ({
  ...policy,
  routes: policy.routes.map((route, step) =>
    route.targetName === "" ? { ...route, targetName: nameSeen(timeline, step) } : route,
  ),
});

function nameSeen(timeline: readonly TimelineEvent[], step: number): string {
  for (const event of timeline) {
    const queue = event.step === step ? event.facts?.queue : null;
    if (typeof queue === "object" && queue !== null && "name" in queue && typeof queue.name === "string")
      return queue.name;
  }
  return "";
}

/** Queue and skill that the log files a transfer under: those of the first route (F-09). */
export function filedUnder({ routes }: PolicyBody) {
  const [first] = routes;
  const none = { queueId: null, queueName: null, skillId: null, skillName: null };
  if (!first) return none;
  const { targetType, targetId, targetName } = first;
  if (targetType === "SKILL") return { ...none, skillId: targetId, skillName: targetName || null };
  if (targetType !== "QUEUE") return none;
  return {
    queueId: targetId,
    queueName: targetName || null,
    skillId: first.skillId ?? null,
    skillName: first.skillName ?? null,
  };
}
