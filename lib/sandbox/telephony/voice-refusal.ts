export type RefusalCode =
  | "unknown_call"
  | "call_ended"
  | "transfer_underway"
  | "no_transfer"
  | "unknown_skill"
  | "queue_inactive"
  | "unknown_agent"
  | "agent_not_available"
  | "nobody_has_the_call"
  | "nothing_to_answer"
  | "not_ready";

/** A deed that the telephony does not allow; each dialect says it in its own shape. */
export class VoiceRefusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
