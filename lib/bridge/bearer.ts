import "server-only";
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type pg from "pg";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "#lib/errors.ts";
import { BRIDGE_TOKENS_TOPIC } from "#lib/handover/relay/revoke-bridge-tokens.ts";
import type { Listener } from "#lib/live/listen.ts";
import { Refusal } from "./refusal.ts";

const FRESH_MS = 30_000;
const MAX_CACHED = 10_000;

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The credentials of `Authorization: Bearer …`; undefined when the header is missing or of another kind. */
export function bearerOf(req: IncomingMessage): string | undefined {
  return /^Bearer +([\w\-.~+/]+=*)$/i.exec(req.headers.authorization ?? "")?.[1];
}

/**
 * Unknown tokens cost a look into the database each. An address that sends many is told to wait before the next look;
 * tokens that are known already pass all the same. In memory: a limit per process is enough to keep guessing dear.
 */
const GUESSES = { points: 120, duration: 60 };

async function refuseGuesser(guesses: RateLimiterMemory, caller: string): Promise<void> {
  const state = await guesses.get(caller);
  if (!state || state.remainingPoints > 0) return;
  throw new AppError("rate_limited", {
    detail: "Too many tokens from this address are not known here.",
    fix: "Fetch a token from the authorization URL of this handover, then send the request again.",
    retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1_000)),
  });
}

export type BearerCheck = {
  /** The provider whose token it is. Throws `not_signed_in` (401) when missing, unknown, expired or revoked. */
  verify(req: IncomingMessage): Promise<{ providerId: string }>;
};

/**
 * Checks the tokens that CXone got from us. A good one is remembered for half a minute at most, never past its
 * expiry, and forgotten at once when tokens are revoked.
 */
export function createBearerCheck(pool: pg.Pool, listener: Listener): BearerCheck {
  const cache = new Map<string, { providerId: string; until: number }>();
  const guesses = new RateLimiterMemory(GUESSES);
  listener.subscribe(BRIDGE_TOKENS_TOPIC, () => cache.clear());

  return {
    async verify(req) {
      const token = bearerOf(req);
      if (!token) throw refused("no_token", "The request carries no bearer token.");
      const hash = sha256(token);
      const now = Date.now();
      const known = cache.get(hash);
      if (known && known.until > now) return known;
      cache.delete(hash);
      const caller = String(req.headers["x-patchbay-ip"] ?? req.socket.remoteAddress);
      await refuseGuesser(guesses, caller);
      const { rows } = await pool.query<{ provider_id: string; expires_at: Date }>({
        name: "bridge.token",
        text: "SELECT provider_id, expires_at FROM bridge_token WHERE token_hash = $1",
        values: [hash],
      });
      const row = rows[0];
      if (!row) {
        await guesses.penalty(caller);
        throw refused("bad_token", "The bearer token is not known. It may have been revoked.");
      }
      if (row.expires_at.getTime() <= now) throw refused("expired_token", "The bearer token has expired.");
      if (cache.size >= MAX_CACHED) cache.clear();
      const entry = {
        providerId: row.provider_id,
        until: Math.min(row.expires_at.getTime(), now + FRESH_MS),
      };
      cache.set(hash, entry);
      return entry;
    },
  };
}

function refused(verdict: "no_token" | "bad_token" | "expired_token", detail: string): Refusal {
  return new Refusal(verdict, "not_signed_in", {
    title: "The access token was refused",
    detail,
    fix: "Fetch a token from the authorization URL of this handover and send the request again.",
  });
}
