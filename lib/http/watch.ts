import type { BreakerState } from "./breakers.ts";

/** One attempt that has ended, whether or not the request log keeps a row of it. */
export interface CountedAttempt {
  readonly connectionId: string | null;
  /** Answered: the other side took the call. Failed: no answer, or one that refuses us. Held back: we did not send it. */
  readonly outcome: "answered" | "failed" | "held-back";
  readonly durationMs: number;
}

export interface RateLimit {
  readonly origin: string;
  readonly operationClass: string;
  readonly until: Date;
}

/** Is told what the client measures. Called on every attempt: must be quick and must not throw. */
export interface HttpWatch {
  counted(attempt: CountedAttempt): void;
  /** A breaker opened, lets a probe through, or closed again. */
  breakerChanged(state: BreakerState): void;
  /** The other side asked us to wait. */
  limited(limit: RateLimit): void;
}
