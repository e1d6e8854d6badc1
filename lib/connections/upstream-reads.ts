import "server-only";
import { db } from "#lib/db/client.ts";
import type { UpstreamView } from "./health/schema.ts";

/** What all processes say of these origins: the word of the one that is worst off counts. */
export async function listUpstream(origins: readonly string[], now: Date): Promise<UpstreamView[]> {
  const rows = await db().upstreamState.findMany({
    where: { origin: { in: [...origins] }, expiresAt: { gt: now } },
    orderBy: [{ origin: "asc" }, { operationClass: "asc" }, { kind: "asc" }],
  });
  const views = new Map<string, UpstreamView>();
  for (const { origin, operationClass, kind, state, since, until } of rows) {
    const key = `${kind} ${origin} ${operationClass}`;
    const seen = views.get(key);
    const at = until && until > now ? until.toISOString() : null;
    views.set(key, {
      origin,
      operationClass,
      kind: kind === "limit" ? "limit" : "breaker",
      state: (seen?.state === "open" ? "open" : state) as UpstreamView["state"],
      since: seen && seen.since < since.toISOString() ? seen.since : since.toISOString(),
      until: [seen?.until ?? null, at].toSorted().findLast((time) => time !== null) ?? null,
      processes: (seen?.processes ?? 0) + 1,
    });
  }
  return [...views.values()];
}
