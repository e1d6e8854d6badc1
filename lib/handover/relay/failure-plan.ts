import { PermanentFailure } from "./row.ts";

export type FailurePlan = { park: true } | { park: false; nextAt: Date };

export type RetrySettings = { baseMs: number; capMs: number; maxAttempts: number };

export const RETRY: RetrySettings = { baseMs: 1_000, capMs: 300_000, maxAttempts: 20 };
/** How often a refusal is tried that trying again seldom changes. */
const MAX_REFUSED = 3;

/**
 * What to do after the n-th failed try. Outages are sat out with growing pauses (twenty tries are an hour and more);
 * a refusal parks the conversation soon, because it will be the same tomorrow. A time the other side named is kept.
 */
export function planAfterFailure(
  error: unknown,
  attempts: number,
  now: Date,
  settings: RetrySettings = RETRY,
  random: () => number = Math.random,
): FailurePlan {
  if (error instanceof PermanentFailure) return { park: true };
  const allowed = isRefusal(error) ? Math.min(MAX_REFUSED, settings.maxAttempts) : settings.maxAttempts;
  if (attempts >= allowed) return { park: true };
  const ceiling = Math.min(settings.capMs, settings.baseMs * 2 ** (attempts - 1));
  const pauseMs = ceiling / 2 + (ceiling / 2) * random();
  const named = retryAtOf(error);
  const nextAt = new Date(now.getTime() + pauseMs);
  return { park: false, nextAt: named && named > nextAt ? named : nextAt };
}

/** A 4xx that is not about tokens, speed or time: the other side understood and said no. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}

function statusOf(error: unknown): number | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { status } = at as { status?: unknown };
    if (typeof status === "number") return status;
  }
  return undefined;
}

function retryAtOf(error: unknown): Date | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { retryAt } = at as { retryAt?: unknown };
    if (retryAt instanceof Date) return retryAt;
  }
  return undefined;
}
