import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { dialectOf } from "#lib/connections/mapping.ts";
import type { ConnectionKind } from "#lib/connections/schema.ts";
import { db } from "#lib/db/client.ts";
import { CONNECTION, viewConnection } from "../reads.ts";
import type { PolicyBody } from "../schema.ts";
import type { StartPolicy } from "./schema.ts";

/** The policies that a transfer can be started by now, by name: in use, through connections that are not paused. */
export async function listStartPolicies(ctx: Ctx): Promise<StartPolicy[]> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const rows = await db().transferPolicy.findMany({
    where: { archivedAt: null, connection: { pausedAt: null } },
    orderBy: { name: "asc" },
    include: { connection: CONNECTION },
  });
  return rows.map(({ id, name, connection, body }) => ({
    id,
    name,
    connection: viewConnection(connection),
    dialect: dialectOf(connection.kind as ConnectionKind),
    body: body as PolicyBody,
  }));
}
