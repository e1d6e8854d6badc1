import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import type { NameServersView } from "./schema.ts";

/** Whom DNS look-ups ask. */
export async function getNameServers(ctx: Ctx): Promise<NameServersView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().nameServerSetting.findUnique({ where: { id: 1 } });
  const by = { updatedBy: row?.updatedBy ?? null, updatedAt: row?.updatedAt.toISOString() ?? null };
  if (row && row.servers.length > 0) return { source: "setting", servers: row.servers, ...by };
  const servers = env().DNS_SERVERS ?? [];
  return { source: servers.length > 0 ? "environment" : "system", servers, ...by };
}
