import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { redact } from "#lib/redact.ts";
import { chainHash } from "./chain.ts";

export type AuditEvent = {
  /** Noun and past deed: `connection.created`. */
  action: string;
  /** What it was done to: `connection:con_…`. */
  object: string;
  before?: unknown;
  after?: unknown;
};

/**
 * Appends one row to the chain inside the transaction of the change: if either fails, neither happened. Call it last:
 * the head row stays locked until the transaction ends.
 */
export async function writeAudit(tx: Tx, ctx: Ctx, event: AuditEvent): Promise<void> {
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array }[]>`
    SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE`;
  if (!head) throw new Error("The audit log has no head row");
  const { actor } = ctx;
  const asked = actor.kind === "job" ? actor.onBehalfOf : undefined;
  const facts = {
    seq: Number(head.seq) + 1,
    at: ctx.now(),
    actorKind: actor.kind,
    actorId: asked ? `${actor.id} for ${asked.id}` : actor.id,
    actorName: asked ? `${actor.name} for ${asked.name}` : actor.name,
    action: event.action,
    object: event.object,
    before: jsonOrNull(event.before),
    after: jsonOrNull(event.after),
    requestId: ctx.requestId,
    ip: ctx.ip ?? null,
  };
  const hash = chainHash(head.hash, facts);
  await tx.auditEntry.create({
    data: {
      ...facts,
      before: facts.before === null ? Prisma.DbNull : facts.before,
      after: facts.after === null ? Prisma.DbNull : facts.after,
      prevHash: Buffer.from(head.hash),
      hash: new Uint8Array(hash),
    },
  });
  await tx.auditHead.update({ where: { id: 1 }, data: { seq: facts.seq, hash: new Uint8Array(hash) } });
}

/** Redacted and reduced to what jsonb can hold, so that the stored row hashes the same as the written one. */
function jsonOrNull(value: unknown): Prisma.InputJsonValue | null {
  if (value === undefined || value === null) return null;
  return JSON.parse(JSON.stringify(redact(value)).replaceAll("\\u0000", "")) as Prisma.InputJsonValue;
}
