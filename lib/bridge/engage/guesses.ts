import "server-only";
import type { IncomingMessage } from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { EngageRefusal } from "./engage-refusal.ts";

/**
 * Wrong secrets and signatures per address. In memory: it bounds what one process spends on strangers. A right one
 * passes all the same, for behind a proxy Engage and the strangers have one address.
 */
const GUESSES = { points: 120, duration: 60 };
/** Checking a large body costs more, and counts for more. */
const BYTES_PER_POINT = 512 * 1024;

export type Guesses = {
  /** Whether this address has guessed too often of late. */
  isGuesser(req: IncomingMessage): Promise<boolean>;
  /** Counts a wrong one, and throws what to answer: `refusal`, or 429 once it was too often. */
  refuse(req: IncomingMessage, refusal: EngageRefusal, bytes?: number): Promise<never>;
};

export function createGuesses(): Guesses {
  const limiter = new RateLimiterMemory(GUESSES);
  const callerOf = (req: IncomingMessage) => String(req.headers["x-patchbay-ip"] ?? req.socket.remoteAddress);
  const left = async (caller: string) => (await limiter.get(caller))?.remainingPoints ?? GUESSES.points;
  return {
    isGuesser: async (req) => (await left(callerOf(req))) <= 0,
    async refuse(req, refusal, bytes = 0) {
      const caller = callerOf(req);
      if ((await left(caller)) <= 0) {
        const state = await limiter.get(caller);
        throw new EngageRefusal("rate_limited", 429, "Too many requests with a wrong secret or signature", {
          retryAfterSeconds: Math.max(1, Math.ceil((state?.msBeforeNext ?? 1_000) / 1_000)),
        });
      }
      await limiter.penalty(caller, 1 + Math.floor(bytes / BYTES_PER_POINT));
      throw refusal;
    },
  };
}
