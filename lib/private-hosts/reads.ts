import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { PrivateHostView } from "./schema.ts";

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
