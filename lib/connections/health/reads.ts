import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { explainCxoneError } from "#lib/cxone/explain-cxone-error.ts";
import { db } from "#lib/db/client.ts";
import type { CallTally } from "#lib/db/generated/client.ts";
import { formatRowKey } from "#lib/request-log/schema.ts";
import { unpackError } from "../client-for.ts";
import { TALLY_BUCKET_MS } from "../count-calls.ts";
import { readHealthFacts } from "../health-facts.ts";
import { originsOf } from "../kinds.ts";
import { durationQuantile } from "../mapping.ts";
import { viewFailure } from "../reads.ts";
import type { NamedCheck, NamedFailure } from "../schema.ts";
import { CHECK_EVERY_MS, healthOf, STALE_AFTER_MS } from "../state.ts";
import { loadConnection, type StoredConnection } from "../stored-connection.ts";
import { listUpstream } from "../upstream-reads.ts";
import type { CallShare, ConnectionHealthView, HourOfCalls, TokenState } from "./schema.ts";

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** The row of a failed call was written shortly before the check that it failed ended. */
const CHECK_TAKES_AT_MOST_MS = 5 * 60_000;

/** What is known of a connection, from the database alone: it is there when the vendor is not. Throws `not_found`. */
export async function getConnectionHealth(ctx: Ctx, id: string): Promise<ConnectionHealthView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const connection = await loadConnection(id);
  const now = ctx.now();
  const from = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS);
  const [facts, token, tallies, upstream] = await Promise.all([
    readHealthFacts([connection], now),
    readTokenState(connection, now),
    db().callTally.findMany({ where: { connectionId: id, bucket: { gte: from } } }),
    listUpstream(originsOf(connection), now),
  ]);
  const known = facts.get(id);
  const { lastCheckAt, pausedAt } = connection;
  const lastHourFrom = now.getTime() - HOUR_MS - TALLY_BUCKET_MS;
  return {
    health: known ? healthOf(known, now) : { state: "unknown", reasons: [] },
    at: now.toISOString(),
    stale: !lastCheckAt || now.getTime() - lastCheckAt.getTime() > STALE_AFTER_MS,
    lastOkAt: connection.lastOkAt?.toISOString() ?? null,
    lastCheckAt: lastCheckAt?.toISOString() ?? null,
    nextCheckAt:
      pausedAt || !lastCheckAt ? null : new Date(lastCheckAt.getTime() + CHECK_EVERY_MS).toISOString(),
    failingSince: connection.failingSince?.toISOString() ?? null,
    failure: await withRequest(viewFailure(connection.lastFailure), id),
    paused: pausedAt ? { at: pausedAt.toISOString(), by: connection.pausedBy ?? "" } : null,
    token,
    lastHour: shareOf(tallies.filter(({ bucket }) => bucket.getTime() > lastHourFrom)),
    lastDay: shareOf(tallies),
    hours: byHour(tallies, from),
    upstream,
    nextExpiry: known?.nextExpiry?.toISOString() ?? null,
    checks: (connection.lastChecks as NamedCheck[] | null) ?? [],
  };
}

async function readTokenState(connection: StoredConnection, now: Date): Promise<TokenState | null> {
  // The token of Engage is no session: it is kept as it was entered.
  if (connection.kind === "engage") return null;
  const row = await db().accessToken.findUnique({ where: { connectionId: connection.id } });
  const valid = row?.ciphertext && row.expiresAt && row.expiresAt > now;
  const failing = row?.failedAt && !(connection.lastOkAt && connection.lastOkAt >= row.failedAt);
  const explained = failing && row.failure ? explainCxoneError(unpackError(row.failure)) : null;
  return {
    state: failing ? "failing" : valid ? "valid" : "none",
    validUntil: valid ? (row.expiresAt?.toISOString() ?? null) : null,
    refreshAt: valid ? (row.refreshAt?.toISOString() ?? null) : null,
    refreshedAt: row?.refreshedAt?.toISOString() ?? null,
    failingSince: failing ? ((row.failingSince ?? row.failedAt)?.toISOString() ?? null) : null,
    failure: explained ? { title: explained.title, detail: explained.detail, fix: explained.fix } : null,
  };
}

function shareOf(tallies: readonly CallTally[]): CallShare {
  const share = { calls: 0, failed: 0, heldBack: 0 };
  const durations: number[] = [];
  for (const tally of tallies) {
    share.calls += tally.answered + tally.failed;
    share.failed += tally.failed;
    share.heldBack += tally.heldBack;
    for (const [index, count] of tally.durations.entries())
      durations[index] = (durations[index] ?? 0) + count;
  }
  const [p50Ms, p95Ms] = [durationQuantile(durations, 0.5), durationQuantile(durations, 0.95)];
  return { ...share, p50Ms, p95Ms };
}

function byHour(tallies: readonly CallTally[], from: Date): HourOfCalls[] {
  return Array.from({ length: HOURS }, (_, index) => {
    const start = from.getTime() + index * HOUR_MS;
    const own = tallies.filter(({ bucket }) => Math.floor(bucket.getTime() / HOUR_MS) * HOUR_MS === start);
    const sum = (pick: (tally: CallTally) => number) => own.reduce((total, tally) => total + pick(tally), 0);
    return {
      at: new Date(start).toISOString(),
      answered: sum(({ answered }) => answered),
      failed: sum(({ failed }) => failed),
    };
  });
}

/** The address of the call in the request log, while its row is kept. */
async function withRequest(failure: NamedFailure | null, connectionId: string) {
  if (!failure) return null;
  const { requestLogId: id, at } = failure;
  const end = Date.parse(at);
  if (!id || Number.isNaN(end)) return { ...failure, requestKey: null };
  const row = await db().requestLog.findFirst({
    where: { connectionId, id, at: { gte: new Date(end - CHECK_TAKES_AT_MOST_MS), lte: new Date(end) } },
    select: { at: true, id: true },
  });
  return { ...failure, requestKey: row ? formatRowKey(row) : null };
}
