import "server-only";
import type pg from "pg";
import type { BreakerState } from "#lib/http/breakers.ts";
import type { RateLimit } from "#lib/http/watch.ts";
import { log } from "#lib/log.ts";

/** A process that opened a breaker and died cannot close it: after this, its word counts for nothing. */
const FORGET_AFTER_MS = 10 * 60_000;

const PUT = {
  name: "upstream-state-put",
  text: `INSERT INTO upstream_state AS kept (process_id, origin, operation_class, kind, state, since, until, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (process_id, origin, operation_class, kind) DO UPDATE SET state = excluded.state,
           since = CASE WHEN kept.expires_at > excluded.since THEN kept.since ELSE excluded.since END,
           until = excluded.until, expires_at = excluded.expires_at`,
};
const DROP = {
  name: "upstream-state-drop",
  text: "DELETE FROM upstream_state WHERE process_id = $1 AND origin = $2 AND operation_class = $3 AND kind = 'breaker'",
};
const LEAVE = "DELETE FROM upstream_state WHERE process_id = $1";

/**
 * Tells the other processes which breakers of this one are not closed and which limits it was told of. Written on change
 * only, in order, behind the caller's back.
 */
export function createUpstreamStateStore(pool: pg.Pool, processId: string, now: () => number = Date.now) {
  let running: Promise<void> = Promise.resolve();
  const enqueue = (query: pg.QueryConfig) => {
    running = running
      .then(() => pool.query(query))
      .then(
        () => {},
        (error: Error) => log.warn({ error: error.message }, "upstream state: not stored"),
      );
  };
  const put = (
    at: { origin: string; operationClass: string },
    kind: string,
    state: string,
    until: Date | null,
  ) => {
    const since = new Date(now());
    const expiresAt = new Date(Math.max(now(), until?.getTime() ?? 0) + FORGET_AFTER_MS);
    const expires = kind === "limit" && until ? until : expiresAt;
    const values = [processId, at.origin, at.operationClass, kind, state, since, until, expires];
    enqueue({ ...PUT, values });
  };
  const drop = (at: BreakerState) => enqueue({ ...DROP, values: [processId, at.origin, at.operationClass] });

  return {
    breakerChanged(state: BreakerState): void {
      if (state.state === "closed") drop(state);
      else put(state, "breaker", state.state, state.retryAt);
    },
    limited(limit: RateLimit): void {
      put(limit, "limit", "limited", limit.until);
    },
    /** Resolves when everything said so far is stored. */
    flush: () => running,
    /** Takes back all this process said: it is about to end. */
    leave(): Promise<void> {
      enqueue({ text: LEAVE, values: [processId] });
      return running;
    },
  };
}
