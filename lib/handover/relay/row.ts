/** One stored event as the relay works on it. */
export type RelayRow = {
  id: number;
  shard: number;
  providerId: string;
  conversationKey: string;
  kind: string;
  externalId: string;
  payload: unknown;
  receivedAt: Date;
  /** How often it was begun before, whether or not its end is known. */
  attempts: number;
  nextAt: Date | null;
};

/** The right to work on a shard; `fence` grows with each holder. */
export type Lease = { shard: number; fence: number };

/**
 * What became of an event. `done`: the effect needs no record of its own, mark it with others. `settled`: it was
 * marked in the transaction of its effect. `parked`: its conversation is parked, keep it for later.
 */
export type Outcome = "done" | "settled" | "parked";

/** Somebody else has taken the shard over, or has done the event: stop, and change nothing. */
export class LeaseLost extends Error {
  constructor(shard: number) {
    super(`Shard ${shard} is not held any more`);
    this.name = "LeaseLost";
  }
}

/** Trying again cannot help: the conversation is parked at once. */
export class PermanentFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PermanentFailure";
  }
}
