import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Connection } from "#lib/db/generated/client.ts";
import { viewSecrets } from "#lib/vault/secrets.ts";
import { type ConnectionView, CXONE_SECRETS } from "./schema.ts";
import { loadConnection, parseConnection, subjectOf } from "./stored-connection.ts";

/** All connections by name. There are few, one per tenant, so they come at once. */
export async function listConnections(ctx: Ctx): Promise<ConnectionView[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().connection.findMany({
    orderBy: { name: "asc" },
    include: { handovers: { select: { id: true, name: true }, orderBy: { name: "asc" } } },
  });
  return Promise.all(rows.map((row) => view(row, row.handovers)));
}

/** One connection; throws `not_found`. */
export async function getConnection(ctx: Ctx, id: string): Promise<ConnectionView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().connection.findUnique({
    where: { id },
    include: { handovers: { select: { id: true, name: true }, orderBy: { name: "asc" } } },
  });
  if (!row) await loadConnection(id);
  return view(row as Connection & { handovers: { id: string; name: string }[] }, row?.handovers ?? []);
}

async function view(row: Connection, handovers: { id: string; name: string }[]): Promise<ConnectionView> {
  const { settings, tenant } = parseConnection(row);
  const error = row.lastError as { message?: string; fix?: string; at?: string } | null;
  return {
    id: row.id,
    name: row.name,
    kind: "cxone",
    environment: row.environment === "sandbox" ? "sandbox" : "live",
    version: row.version,
    settings,
    secrets: await viewSecrets(db(), subjectOf(row.id), CXONE_SECRETS),
    tenant,
    lastCheckAt: row.lastCheckAt?.toISOString() ?? null,
    lastOkAt: row.lastOkAt?.toISOString() ?? null,
    lastError: error?.message ? { message: error.message, fix: error.fix ?? "", at: error.at ?? "" } : null,
    handovers,
    createdAt: row.createdAt.toISOString(),
  };
}
