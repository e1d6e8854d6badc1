import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { readAnchor } from "./anchor.ts";
import type { AuditVerdict } from "./schema.ts";
import { verifyChain } from "./verify-chain.ts";

/** Walks the whole chain and compares it with the anchor outside the database. Changes nothing; takes the longer the longer the log is. */
export async function verifyAudit(ctx: Ctx): Promise<AuditVerdict> {
  requireRole(ctx, "admin", "auditor");
  const anchor = readAnchor();
  const verdict = await verifyChain(db(), anchor);
  return {
    ...verdict,
    anchor: anchor ? { seq: anchor.seq, at: anchor.at } : null,
    checkedAt: ctx.now().toISOString(),
  };
}
