import type { DialState } from "#lib/cxone/outbound/outbound.ts";
import { HIDDEN } from "#lib/phone/mapping.ts";
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

/** The context of a call for another one, as its reader typed it: what is masked would reach the customer's record so. */
export const contextToRepeat = (data: Readonly<Record<string, unknown>>): string => {
  const whole = Object.entries(data).filter((cell) => !JSON.stringify(cell).includes(HIDDEN));
  return whole.length > 0 ? JSON.stringify(Object.fromEntries(whole)) : "";
};
