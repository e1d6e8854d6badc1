import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import { type AuditEvent, factsOf } from "./audit-event.ts";
import { CHAIN_VERSION, chainHash } from "./chain.ts";

/**
 * Appends one row to the chain inside the transaction of the change: if either fails, neither happened. Call it last:
 * the head row stays locked until the transaction ends. What has no change of its own goes through `appendAudit`.
 */
export async function writeAudit(tx: Tx, ctx: Ctx, event: AuditEvent): Promise<void> {
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array }[]>`
    SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE`;
  if (!head) throw new Error("The audit log has no head row");
  const seq = Number(head.seq) + 1;
  const facts = { ...factsOf(ctx, event), seq };
  const hash = new Uint8Array(chainHash(head.hash, facts));
  // Prisma would write the JSON anew; it is hashed as the text it is.
  await tx.$executeRaw`
    WITH entry AS (
      INSERT INTO audit_entry (version, seq, at, actor_kind, actor_id, actor_name, action, object, before, after,
        request_id, ip, result, reason, prev_hash, hash)
      VALUES (${CHAIN_VERSION}, ${seq}, ${facts.at.toISOString()}::timestamptz, ${facts.actorKind}, ${facts.actorId},
        ${facts.actorName}, ${facts.action}, ${facts.object}, ${facts.before}::json, ${facts.after}::json,
        ${facts.requestId}, ${facts.ip}, ${facts.result}, ${facts.reason}, ${Buffer.from(head.hash)}, ${hash})
    )
    UPDATE audit_head SET seq = ${seq}, hash = ${hash} WHERE id = 1`;
}
