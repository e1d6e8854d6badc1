import type {
  CallMetrics,
  CallRef,
  Dialect,
  LiveCall,
  Observation,
  Presence,
  Reading,
  TransferTarget,
  VoiceChoice,
  WriteAnswer,
} from "./state.ts";

/**
 * Voice control of one contact centre. Two implementations, `v2` and `acd`; nobody else knows which one runs. Reads throw
 * CxoneError unless said otherwise; writes and `readCall` answer every failure as a value, since what to do about it is
 * decided in lib/transfers/state.ts.
 */
export interface Voice {
  readonly dialect: Dialect;
  /** What eligibility is judged by (T-20 to T-23). Reads only. Throws. */
  observe(target: TransferTarget): Promise<Observation>;
  /** Sends the transfer, once: never repeated in here after an answer that is unclear (T-16). */
  issue(call: CallRef, target: TransferTarget): Promise<WriteAnswer>;
  /** Joins the legs, where a reading said `ready`. */
  join(call: CallRef, target: TransferTarget): Promise<WriteAnswer>;
  /**
   * Takes a leg back that nobody has taken, where a reading said `wait`, and gives the caller back to the agent who has the
   * call. May be asked for again: what is done already is accepted. Refused where the leg has been taken meanwhile.
   */
  withdraw(call: CallRef, target: TransferTarget): Promise<WriteAnswer>;
  /** How the call stands (T-30). Reads only. */
  readCall(call: CallRef, target: TransferTarget): Promise<Reading>;
  /** Presence of an agent (T-51). Throws. */
  readPresence(agentId: string): Promise<Presence>;
  /** What the contact centre counted for a call between two moments (T-50). Throws. */
  readMetrics(callId: string, range: { from: Date; to: Date }): Promise<CallMetrics>;
  /** Calls that could be transferred; null where the dialect has no list. Throws. */
  listCalls(): Promise<LiveCall[] | null>;
  /** For pickers; null where the dialect has no list. At most 100, those that match. Throws. */
  listTargets(kind: "queues" | "skills" | "agents", search: string): Promise<VoiceChoice[] | null>;
}
