import type { TransferTarget } from "#lib/cxone/voice/state.ts";
import { DEFAULT_PRIORITY } from "../mapping.ts";
import type { PolicyBody } from "../schema.ts";

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
