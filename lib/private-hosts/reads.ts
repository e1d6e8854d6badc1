import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { PrivateHostView } from "./schema.ts";

const CACHE_MS = 5_000;
// Of the process: what the console's bundle changes, the plain modules beside it see at once.
const shared = globalThis as unknown as {
  patchbayAllowedHosts?: { hosts: readonly string[]; until: number };
};

/** Hosts in private networks that an admin allowed, as `host` or `host:port`; up to 5 s old. */
export async function allowedPrivateHosts(): Promise<readonly string[]> {
  const known = shared.patchbayAllowedHosts;
  if (known && known.until > Date.now()) return known.hosts;
  const rows = await db().allowedHost.findMany({ select: { host: true } });
  const hosts = rows.map((row) => row.host);
  shared.patchbayAllowedHosts = { hosts, until: Date.now() + CACHE_MS };
  return hosts;
}

/** Reads the list anew at the next call: it has just been changed here. */
export function forgetAllowedHosts(): void {
  delete shared.patchbayAllowedHosts;
}

/** All hosts in private networks that may be called, by name. There are few. */
export async function listPrivateHosts(ctx: Ctx): Promise<PrivateHostView[]> {
  requireRole(ctx, "admin", "auditor");
  const rows = await db().allowedHost.findMany({ orderBy: { host: "asc" } });
  const people = await db().user.findMany({
    where: { id: { in: rows.map((row) => row.createdBy) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map(({ host, reason, createdBy, createdAt }) => ({
    host,
    reason,
    allowedBy: nameOf.get(createdBy) ?? createdBy,
    allowedAt: createdAt.toISOString(),
  }));
}
