import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { dialectOf } from "#lib/connections/mapping.ts";
import { CONNECTION_KINDS } from "#lib/connections/schema.ts";
import { db } from "#lib/db/client.ts";
import type { CallConnection } from "./schema.ts";

const KINDS = CONNECTION_KINDS.filter((kind) => dialectOf(kind) !== null);

/** The connections that calls can be placed through now, by name. */
export async function listCallConnections(ctx: Ctx): Promise<CallConnection[]> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const rows = await db().connection.findMany({
    where: { kind: { in: KINDS }, pausedAt: null },
    orderBy: { name: "asc" },
    select: { id: true, name: true, environment: true },
  });
  return rows;
}
