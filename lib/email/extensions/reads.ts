import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { diffExtensions } from "./mapping.ts";
import type { ExtensionsView, SeenExtensions } from "./schema.ts";

/** The wanted accepted extensions of a tenant's business unit, beside what somebody saw in CXone (M-36). */
export async function getExtensions(ctx: Ctx, connectionId: string): Promise<ExtensionsView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { id, name } = await loadCxoneConnection(connectionId);
  const row = await db().emailExtensionList.findUnique({ where: { connectionId } });
  const seen = (row?.attested ?? null) as SeenExtensions | null;
  const isDecided = row !== null && row.updatedBy !== "";
  const wanted = row?.extensions ?? [];
  const diff = seen && isDecided ? diffExtensions(wanted, seen.extensions) : { toAdd: wanted, toRemove: [] };
  return {
    connection: { id, name },
    isDecided,
    wanted,
    everythingAllowed: wanted.length === 0,
    seen,
    ...diff,
    updatedBy: row?.updatedBy || null,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    version: row?.version ?? 0,
  };
}
