import { equalJitter, fullJitter, type Random } from "./backoff.ts";

/** How one attempt ended, as far as trying again is concerned. */
export interface AttemptEnd {
  /** Of the answer, if one came. */
  readonly status: number | null;
  /** False when nothing was written to the wire. */
  readonly sent: boolean;
  /** True for failures that would come out the same: a bad certificate, an unknown name, an oversized answer. */
  readonly final: boolean;
  /** What the other side asked for, in milliseconds; null when it did not say. */
  readonly retryAfterMs: number | null;
}

export interface RetryBudget {
  /** 1 for the first. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly idempotent: boolean;
  /** Milliseconds until the whole call has to be over. */
  readonly remainingMs: number;
  readonly retryAfterCapMs: number;
}

export type RetryDecision =
  | { readonly again: true; readonly waitMs: number }
  | { readonly again: false; readonly reason: "not-retryable" | "exhausted" | "wait-too-long" };

const RETRYABLE_STATUS = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Whether and when to try again. Pure. Only idempotent calls are repeated, except when nothing was sent: then nobody can
 * have acted on it. A wait above the cap, or past the end of the call, is not slept through: the caller hears at once and
 * a durable job can wait instead.
 */
export function planRetry(end: AttemptEnd, budget: RetryBudget, random: Random): RetryDecision {
  const retryable = end.status === null ? !end.final : RETRYABLE_STATUS.has(end.status);
  const safe = budget.idempotent || (!end.sent && end.status === null);
  const asked = end.status === 429 || end.status === 503 ? end.retryAfterMs : null;
  if (asked !== null && (asked > budget.retryAfterCapMs || asked >= budget.remainingMs)) {
    return { again: false, reason: "wait-too-long" };
  }
  if (!retryable || !safe) return { again: false, reason: "not-retryable" };
  if (budget.attempt >= budget.maxAttempts) return { again: false, reason: "exhausted" };
  const waitMs = waitFor(end.status, asked, budget.attempt, random);
  return waitMs < budget.remainingMs ? { again: true, waitMs } : { again: false, reason: "exhausted" };
}

/** What was asked is kept to the millisecond plus up to a tenth, so that callers who were told the same do not return as one. */
function waitFor(status: number | null, asked: number | null, attempt: number, random: Random): number {
  if (asked !== null) return asked + Math.round(random() * Math.min(1_000, asked / 10));
  return status === 429 ? equalJitter(attempt, random) : fullJitter(attempt, random);
}
