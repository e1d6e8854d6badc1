import type { ConversationState } from "./mapping.ts";

/** Agents are involved: the visitor's messages go to them. */
export const isWithAgents = (state: ConversationState): boolean => state === "queued" || state === "agent";

/** The visitor waits for an agent, who has not written yet. */
export const isWaitingForAgent = (state: ConversationState): boolean =>
  state === "requested" || state === "queued";

/** A handover is under way: it can be cancelled or ended. */
export const isHandedOver = (state: ConversationState): boolean =>
  state === "requested" || isWithAgents(state);

/**
 * What an agent's message does to the state. One that belongs to an earlier handover, or comes after the end of the
 * only one, is shown and changes nothing: a late delivery must not reopen what is over.
 */
export function afterAgentMessage(
  state: ConversationState,
  handoverAt: Date | null,
  writtenAt: Date,
): ConversationState {
  if (!isHandedOver(state)) return state;
  return handoverAt && writtenAt < handoverAt ? state : "agent";
}
