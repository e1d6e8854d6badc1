import "server-only";
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { failLease, readTokenRow, storeToken, type TokenRow, takeLease } from "./token-row.ts";

export type FreshToken = { token: string; expiresInSeconds: number };

export type TokenSource = {
  /** Asks the vendor for a token. Must end within `REFRESH_TIMEOUT_MS`. */
  request(connectionId: string): Promise<FreshToken>;
  /** An error as it is kept for other processes, and back. */
  packError(error: unknown): unknown;
  unpackError(packed: unknown): Error;
};

export const REFRESH_TIMEOUT_MS = 20_000;
const LEASE_MS = REFRESH_TIMEOUT_MS + 5_000;
/** A token this close to its end is not handed out: the call it is for takes time too. */
const MARGIN_MS = 60_000;
const REFRESH_AT_SHARE = 0.8;
/** Waiting callers look again after a share of the time they have waited: soon for a quick vendor, seldom for a slow one. */
const POLL_SHARE = 1 / 40;
const POLL_MIN_MS = 2;
const POLL_MAX_MS = 50;

type Cached = { token: string; usableUntil: number; refreshAt: number };

/**
 * One token per connection for all callers of all processes. A hit is a look in memory; at 80 % of its life one caller
 * refreshes behind the others' backs; an expired one is refreshed by exactly one process while the rest wait for the row.
 */
export function createTokenStore(pool: pg.Pool, source: TokenSource, now: () => number = Date.now) {
  const cache = new Map<string, Cached>();
  const running = new Map<string, Promise<string>>();

  /** `refused`: a token the vendor has just answered 401 to; any other one that is there will do. */
  function getAccessToken(connectionId: string, refused?: string): string | Promise<string> {
    const hit = cache.get(connectionId);
    const time = now();
    if (hit && hit.token !== refused && time < hit.usableUntil) {
      if (time >= hit.refreshAt) singleFlight(connectionId, undefined).catch(() => {});
      return hit.token;
    }
    return singleFlight(connectionId, refused);
  }

  function singleFlight(connectionId: string, refused: string | undefined): Promise<string> {
    let flight = running.get(connectionId);
    if (!flight) {
      flight = refresh(connectionId, refused).finally(() => running.delete(connectionId));
      running.set(connectionId, flight);
    }
    return flight;
  }

  async function refresh(connectionId: string, refused: string | undefined): Promise<string> {
    const owner = randomUUID();
    const waitingSince = performance.now();
    let beganAt: Date | undefined;
    for (;;) {
      const row = await readTokenRow(pool, connectionId);
      const usable = row && adoptRow(connectionId, row, refused);
      if (usable) return usable;
      // Somebody else tried after we began to wait, and failed: trying in turn would only repeat it.
      if (row?.failedAt && beganAt && row.failedAt >= beganAt) throw source.unpackError(row.failure);
      beganAt ??= row?.readAt;
      // Asking for a lease that is taken would lock the row, and the holder's own write would have to wait for that.
      const credentialVersion = row?.leased
        ? undefined
        : await takeLease(pool, connectionId, owner, LEASE_MS, row?.version ?? 0, beganAt);
      if (credentialVersion !== undefined) {
        const token = await refreshAsHolder(connectionId, owner, credentialVersion);
        if (token !== undefined) return token;
      }
      const pause = (performance.now() - waitingSince) * POLL_SHARE;
      await new Promise((resolve) =>
        setTimeout(resolve, Math.min(POLL_MAX_MS, Math.max(POLL_MIN_MS, pause))),
      );
    }
  }

  /** Takes the row's token into memory when it is good enough for this caller. */
  function adoptRow(connectionId: string, row: TokenRow, refused: string | undefined): string | undefined {
    if (!row.token || row.token === refused || !row.usableUntil) return undefined;
    const time = now();
    const refreshAt = row.refreshAt?.getTime() ?? 0;
    // Refreshing ahead: the row is still good, but it holds the very token that is due.
    const due = time >= refreshAt && cache.get(connectionId)?.token === row.token;
    if (due || time >= row.usableUntil.getTime()) return undefined;
    cache.set(connectionId, { token: row.token, usableUntil: row.usableUntil.getTime(), refreshAt });
    return row.token;
  }

  async function refreshAsHolder(connectionId: string, owner: string, credentialVersion: number) {
    try {
      const { token, expiresInSeconds } = await source.request(connectionId);
      const life = expiresInSeconds * 1000;
      const usableUntil = now() + life - Math.min(MARGIN_MS, life / 2);
      const refreshAt = now() + Math.min(life * REFRESH_AT_SHARE, usableUntil - now());
      const fresh = {
        token,
        credentialVersion,
        usableUntil: new Date(usableUntil),
        refreshAt: new Date(refreshAt),
      };
      // The credentials may have changed during the call: then the row was not ours to write, and we start again.
      if (!(await storeToken(pool, connectionId, owner, fresh))) return undefined;
      cache.set(connectionId, { token, usableUntil, refreshAt });
      return token;
    } catch (error) {
      await failLease(pool, connectionId, owner, source.packError(error));
      throw error;
    }
  }

  /** Drops what this process remembers; after a change of credentials every process is told to. */
  const forget = (connectionId: string) => cache.delete(connectionId);

  const forgetAll = () => cache.clear();

  return { getAccessToken, forget, forgetAll };
}

export type TokenStore = ReturnType<typeof createTokenStore>;
