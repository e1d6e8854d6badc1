import type { DialState } from "#lib/cxone/outbound/outbound.ts";
import type { Outcome } from "./state.ts";

/** What a state that CXone tells says of the outcome. */
export const FINAL: Partial<Record<DialState, Outcome>> = {
  no_answer: "no_answer",
  busy: "busy",
  failed: "failed",
};

export const WORDS: Record<DialState, string> = {
  dialling: "CXone is dialling.",
  ringing: "The number is ringing.",
  connected: "Agent and customer are connected.",
  ended: "The call has ended.",
  no_answer: "Nobody answered.",
  busy: "The number was busy.",
  failed: "The call failed.",
};
