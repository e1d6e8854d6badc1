import "server-only";

export interface LimiterOptions {
  /** The most that goes out in any 60 seconds, the burst included. */
  readonly perMinute: number;
  /** For tests: milliseconds that only grow, and a timer that goes with them. */
  readonly now?: () => number;
  readonly later?: (run: () => void, ms: number) => unknown;
}

/** Keeps the calls to one account below the vendor's limit. */
export interface Limiter {
  /**
   * Resolves when the call may go; calls in bulk go after all others. Rejects with the signal's reason. Nobody is turned away:
   * a long line just takes longer.
   */
  turn(options?: { bulk?: boolean; signal?: AbortSignal | undefined }): Promise<void>;
  /** Nobody goes for this long, and then one by one: the other side said that it is too much. */
  pause(ms: number): void;
}

type Waiting = { go: () => void; signal: AbortSignal | undefined; leave: () => void };

/** Engage throttles at 500 a minute (facts/engage.md §1.2); the rest is for retries and other processes. */
export const REQUESTS_PER_MINUTE = 480;

/** At once, before calls are spaced; the rest of the minute's calls trickles in. */
const BURST_SHARE = 0.25;

/**
 * A bucket that holds a quarter of the minute's calls and refills evenly with the other three quarters, so that no minute, wherever
 * it is said to begin, has more than `perMinute`. A fixed window would stop a visitor's handover for up to a minute
 * behind a bulk; here the longest stop is the gap between two calls.
 */
export function createLimiter(options: LimiterOptions): Limiter {
  const { perMinute, now = () => performance.now(), later = setTimeout } = options;
  const burst = Math.max(1, Math.floor(perMinute * BURST_SHARE));
  const msPerCall = 60_000 / Math.max(1, perMinute - burst);
  const lines: Record<"first" | "bulk", Waiting[]> = { first: [], bulk: [] };
  let tokens = burst;
  /** Up to when the bucket was filled; in the future while paused. */
  let filledAt = now();
  let armed = false;

  const take = (): boolean => {
    const at = now();
    if (at > filledAt) {
      tokens = Math.min(burst, tokens + (at - filledAt) / msPerCall);
      filledAt = at;
    }
    // A hair below 1 is rounding; waiting for it again would be a timer of 0 ms.
    if (tokens < 1 - 1e-6) return false;
    tokens -= 1;
    return true;
  };

  const arm = (): void => {
    if (armed) return;
    armed = true;
    const waitMs = filledAt + (1 - tokens) * msPerCall - now();
    later(
      () => {
        armed = false;
        serve();
      },
      Math.max(1, Math.ceil(waitMs)),
    );
  };

  const serve = (): void => {
    while (lines.first.length + lines.bulk.length > 0) {
      if (!take()) {
        arm();
        return;
      }
      const next = lines.first.shift() ?? lines.bulk.shift();
      next?.signal?.removeEventListener("abort", next.leave);
      next?.go();
    }
  };

  return {
    turn({ bulk = false, signal } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      const line = bulk ? lines.bulk : lines.first;
      const ahead = line.length + (bulk ? lines.first.length : 0);
      if (ahead === 0 && take()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const waiting: Waiting = {
          go: resolve,
          signal,
          leave: () => {
            line.splice(line.indexOf(waiting), 1);
            reject(signal?.reason);
          },
        };
        signal?.addEventListener("abort", waiting.leave, { once: true });
        line.push(waiting);
        arm();
      });
    },
    pause(ms) {
      tokens = 0;
      filledAt = Math.max(filledAt, now() + ms);
    },
  };
}

const MAX_KEPT = 500;
const shared = globalThis as unknown as { patchbayEngageLimiters?: Map<string, Limiter> };

/**
 * The limiter of an account, by its API address: one for the process, whichever connection, form or bundle asks. An
 * account's limit is one, however many connections lead to it.
 */
export function limiterFor(apiBaseUrl: string, perMinute: number = REQUESTS_PER_MINUTE): Limiter {
  shared.patchbayEngageLimiters ??= new Map();
  const all = shared.patchbayEngageLimiters;
  const key = `${perMinute} ${apiBaseUrl}`;
  const known = all.get(key);
  if (known) return known;
  if (all.size >= MAX_KEPT) all.delete(all.keys().next().value ?? "");
  const made = createLimiter({ perMinute });
  all.set(key, made);
  return made;
}

/** For tests: an account that begins anew has the whole minute's calls before it. */
export function forgetLimiters(): void {
  shared.patchbayEngageLimiters?.clear();
}
