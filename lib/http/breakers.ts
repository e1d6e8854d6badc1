import "server-only";
import { type CircuitBreakerPolicy, CircuitState, CountBreaker, circuitBreaker, handleWhen } from "cockatiel";

export interface BreakerOptions {
  /** Calls that are looked at; the breaker opens when more than half of them failed. */
  readonly window: number;
  /** No verdict before this many calls. */
  readonly minimumCalls: number;
  /** How long it stays open before one call is let through to see. */
  readonly halfOpenAfterMs: number;
}

export interface BreakerState {
  readonly origin: string;
  readonly operationClass: string;
  readonly state: "closed" | "open" | "half-open";
  /** When the next call is let through; only while open. */
  readonly retryAt: Date | null;
}

const DEFAULTS: BreakerOptions = { window: 20, minimumCalls: 8, halfOpenAfterMs: 10_000 };

const NAMES = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  [CircuitState.Isolated]: "open",
} as const;

/** One breaker for one operation class of one origin. Made once, so that a call allocates no policy. */
export class Breaker {
  readonly origin: string;
  readonly operationClass: string;
  readonly #policy: CircuitBreakerPolicy;
  readonly #halfOpenAfterMs: number;
  #openedAt = 0;

  constructor(
    origin: string,
    operationClass: string,
    isFailure: (error: unknown) => boolean,
    options: Partial<BreakerOptions> = {},
  ) {
    const { window, minimumCalls, halfOpenAfterMs } = { ...DEFAULTS, ...options };
    this.origin = origin;
    this.operationClass = operationClass;
    this.#halfOpenAfterMs = halfOpenAfterMs;
    this.#policy = circuitBreaker(handleWhen(isFailure), {
      halfOpenAfter: halfOpenAfterMs,
      breaker: new CountBreaker({ threshold: 0.5, size: window, minimumNumberOfCalls: minimumCalls }),
    });
    this.#policy.onBreak(() => {
      this.#openedAt = Date.now();
    });
  }

  get isClosed(): boolean {
    return this.#policy.state === CircuitState.Closed;
  }

  /** When the next call will be let through, or null if one may go now. */
  get retryAt(): Date | null {
    switch (this.#policy.state) {
      case CircuitState.Closed:
        return null;
      case CircuitState.HalfOpen:
        // Somebody is trying already. The policy would make everybody wait for that one answer; we answer at once.
        return new Date(Date.now() + 1_000);
      default: {
        const at = this.#openedAt + this.#halfOpenAfterMs;
        return at > Date.now() ? new Date(at) : null;
      }
    }
  }

  run<T>(call: () => Promise<T>): Promise<T> {
    return this.#policy.execute(call);
  }

  view(): BreakerState {
    return {
      origin: this.origin,
      operationClass: this.operationClass,
      state: NAMES[this.#policy.state],
      retryAt: this.retryAt,
    };
  }
}
