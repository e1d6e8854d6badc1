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
  readonly #make: (initialState?: unknown) => CircuitBreakerPolicy;
  readonly #halfOpenAfterMs: number;
  #policy: CircuitBreakerPolicy;
  #openedAt = 0;

  constructor(
    origin: string,
    operationClass: string,
    isFailure: (error: unknown) => boolean,
    options: Partial<BreakerOptions> = {},
    onChange: (state: BreakerState) => void = () => {},
  ) {
    const { window, minimumCalls, halfOpenAfterMs } = { ...DEFAULTS, ...options };
    this.origin = origin;
    this.operationClass = operationClass;
    this.#halfOpenAfterMs = halfOpenAfterMs;
    this.#make = (initialState) => {
      const policy = circuitBreaker(handleWhen(isFailure), {
        halfOpenAfter: halfOpenAfterMs,
        breaker: new CountBreaker({ threshold: 0.5, size: window, minimumNumberOfCalls: minimumCalls }),
        initialState,
      });
      policy.onBreak(() => {
        this.#openedAt = Date.now();
      });
      policy.onStateChange(() => policy === this.#policy && onChange(this.view()));
      return policy;
    };
    this.#policy = this.#make();
  }

  /** Lets the next call through although it is open: somebody wants to see now. */
  halfOpen(): void {
    if (this.#policy.state !== CircuitState.Open) return;
    const state = this.#policy.toJSON() as { ownState: object };
    this.#openedAt = 0;
    this.#policy = this.#make({ ...state, ownState: { ...state.ownState, openedAt: 0 } });
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
