import "server-only";
import { CXONE_ERRORS } from "#lib/cxone/error-dictionary.ts";
import type { CxoneErrorCode } from "#lib/cxone/errors.ts";
import { db } from "#lib/db/client.ts";
import type { AccessToken } from "#lib/db/generated/client.ts";
import type { UpstreamView } from "./health/schema.ts";
import { originsOf } from "./kinds.ts";
import { KIND_NAMES } from "./mapping.ts";
import type { NamedFailure } from "./schema.ts";
import { type HealthFacts, RECENT_MS } from "./state.ts";
import { type StoredConnection, subjectOf } from "./stored-connection.ts";
import { listUpstream } from "./upstream-reads.ts";

/** What is measured of connections, read for all of them at once. */
export async function readHealthFacts(
  connections: readonly StoredConnection[],
  now: Date,
): Promise<Map<string, HealthFacts>> {
  const ids = connections.map(({ id }) => id);
  const subjects = ids.map(subjectOf);
  const [tokens, overlaps, tallies, expiries, upstream] = await Promise.all([
    db().accessToken.findMany({ where: { connectionId: { in: ids } }, omit: { ciphertext: true } }),
    db().credentialOverlap.findMany({
      where: { subject: { in: subjects }, fallingBackSince: { not: null } },
    }),
    db().callTally.findMany({
      where: { connectionId: { in: ids }, bucket: { gt: new Date(now.getTime() - RECENT_MS) } },
      select: { connectionId: true, bucket: true, answered: true, failed: true },
    }),
    db().secret.groupBy({
      by: ["subject"],
      where: {
        subject: { in: subjects },
        expiresAt: { not: null },
        NOT: { field: { endsWith: ".previous" } },
      },
      _min: { expiresAt: true },
    }),
    listUpstream([...new Set(connections.flatMap((connection) => originsOf(connection)))], now),
  ]);
  const facts = connections.map((connection): [string, HealthFacts] => {
    const { id, lastOkAt } = connection;
    return [
      id,
      {
        vendor: KIND_NAMES[connection.kind],
        pausedAt: connection.pausedAt,
        lastCheckAt: connection.lastCheckAt,
        failure: (connection.lastError as NamedFailure | null)?.title ?? null,
        tokenFailure: tokenFailureOf(
          tokens.find(({ connectionId }) => connectionId === id),
          lastOkAt,
        ),
        ...ofUpstream(upstream, originsOf(connection)),
        recent: recentOf(tallies, connection),
        fallingBack: overlaps.some(({ subject }) => subject === subjectOf(id)),
        nextExpiry: expiries.find(({ subject }) => subject === subjectOf(id))?._min.expiresAt ?? null,
      },
    ];
  });
  return new Map(facts);
}

type Counted = { connectionId: string; bucket: Date; answered: number; failed: number };

function recentOf(tallies: readonly Counted[], { id, recoveredAt }: StoredConnection) {
  const own = tallies.filter(
    ({ connectionId, bucket }) => connectionId === id && !(recoveredAt && bucket < recoveredAt),
  );
  const failed = own.reduce((sum, tally) => sum + tally.failed, 0);
  return { calls: own.reduce((sum, tally) => sum + tally.answered, failed), failed };
}

/** A token that could not be had is a failure until a check after it went well. */
export function tokenFailureOf(
  token: Pick<AccessToken, "failedAt" | "failure"> | undefined,
  lastOkAt: Date | null,
): string | null {
  if (!token?.failedAt || (lastOkAt && lastOkAt >= token.failedAt)) return null;
  const { code } = (token.failure ?? {}) as { code?: CxoneErrorCode };
  return (code && CXONE_ERRORS[code]?.title) ?? "No token can be had";
}

function ofUpstream(all: readonly UpstreamView[], origins: readonly string[]) {
  const own = all.filter(({ origin }) => origins.includes(origin));
  const limits = own.flatMap(({ kind, until }) => (kind === "limit" && until ? [new Date(until)] : []));
  return {
    openBreakers: own.filter(({ kind }) => kind === "breaker").length,
    limitedUntil: limits.sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
  };
}
