import type { UpstreamError } from "./upstream-error.ts";

/** Carries an error through the retry and breaker policies together with what they decide by. Never leaves lib/http. */
export class FailedAttempt {
  readonly error: UpstreamError;
  /** Null: do not try again. */
  readonly retryInMs: number | null;
  /** True when it speaks against the health of the other side. */
  readonly unhealthy: boolean;

  constructor(error: UpstreamError, retryInMs: number | null, unhealthy: boolean) {
    this.error = error;
    this.retryInMs = retryInMs;
    this.unhealthy = unhealthy;
  }
}

export function isUnhealthy(error: unknown): boolean {
  return error instanceof FailedAttempt && error.unhealthy;
}

export function isRetryable(error: unknown): boolean {
  return error instanceof FailedAttempt && error.retryInMs !== null;
}
