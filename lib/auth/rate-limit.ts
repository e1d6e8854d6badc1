import "server-only";
import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";

export type Limit = { name: string; points: number; durationSeconds: number };

const shared = globalThis as unknown as { patchbayLimiters?: Map<string, RateLimiterPostgres> };

function limiterOf(limit: Limit): RateLimiterPostgres {
  shared.patchbayLimiters ??= new Map();
  const limiters = shared.patchbayLimiters;
  let limiter = limiters.get(limit.name);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: pool(),
      storeType: "pool",
      tableName: "rate_limit",
      tableCreated: true,
      keyPrefix: limit.name,
      points: limit.points,
      duration: limit.durationSeconds,
    });
    limiters.set(limit.name, limiter);
  }
  return limiter;
}

/** Takes one point for `who`; throws `rate_limited` with the seconds to wait when none is left. Shared by all processes. */
export async function takePoint(limit: Limit, who: string): Promise<void> {
  try {
    await limiterOf(limit).consume(createHash("sha256").update(who).digest("hex").slice(0, 32));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new AppError("rate_limited", {
      detail: `Too many attempts. Try again in ${seconds} s.`,
      retryAfterSeconds: seconds,
    });
  }
}

/** Gives back the one point that was taken last, where an attempt turned out to be no guess. */
export async function returnPoint(limit: Limit, who: string): Promise<void> {
  await limiterOf(limit).reward(createHash("sha256").update(who).digest("hex").slice(0, 32));
}

/** Gives the points of `who` back, after a success. */
export async function forgetPoints(limit: Limit, who: string): Promise<void> {
  await limiterOf(limit).delete(createHash("sha256").update(who).digest("hex").slice(0, 32));
}
