import { type RefusalCode, VoiceRefusal } from "../../telephony/voice-refusal.ts";
import { acdError, Refusal } from "../error-families.ts";

const statuses: Readonly<Record<RefusalCode, number>> = {
  unknown_call: 404,
  call_ended: 404,
  transfer_underway: 409,
  no_transfer: 409,
  unknown_skill: 400,
  queue_inactive: 400,
  unknown_agent: 400,
  agent_not_available: 409,
  nobody_has_the_call: 409,
  nothing_to_answer: 409,
  not_ready: 409,
};
const names: Readonly<Record<number, string>> = { 400: "invalid_request", 404: "not_found", 409: "conflict" };

export function conflict(description: string): Refusal {
  return new Refusal(acdError(409, "conflict", description));
}

/** Does something with the telephony; what it does not allow is refused in the ACD's family of errors. */
export function deed<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof VoiceRefusal)) throw error;
    const status = statuses[error.code];
    throw new Refusal(acdError(status, names[status] ?? "conflict", error.message));
  }
}
