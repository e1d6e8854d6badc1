import "server-only";
import type pg from "pg";
import type { Ctx } from "#lib/auth/ctx.ts";
import { type AuditEvent, factsOf } from "./audit-event.ts";
import { chainHash } from "./chain.ts";
import { type Head, insertAfter } from "./insert-entries.ts";

/** `writeAudit` for changes that are made with pg: appends one row inside the transaction of the client. Call it last. */
export async function writeAuditInside(client: pg.PoolClient, ctx: Ctx, event: AuditEvent): Promise<void> {
  const { rows } = await client.query<Head>("SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE");
  const written = rows[0] && (await insertAfter(client, rows[0], [factsOf(ctx, event)], chainHash));
  if (!written) throw new Error("The audit log has no head row");
}
