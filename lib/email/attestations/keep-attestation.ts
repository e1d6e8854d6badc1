import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { seenAs } from "./mapping.ts";
import type { AttestationInput } from "./schema.ts";

/**
 * In the caller's transaction: keeps that somebody entered `state` in CXone, or takes that back, with its audit row. Throws
 * `conflict` with who changed it when the page showed another state; `shown` is how pages have it, where that differs.
 */
export async function keepAttestation(
  tx: Tx,
  ctx: Ctx,
  object: string,
  state: Prisma.InputJsonValue,
  { attested, evidence, seen }: AttestationInput,
  shown: unknown = state,
): Promise<void> {
  if (attested && seen !== undefined && seen !== seenAs(shown)) throw await changedMeanwhile(object);
  const before = await tx.emailAttestation.findUnique({ where: { object } });
  const row = { state, evidence, attestedBy: ctx.actor.name, attestedAt: ctx.now() };
  if (attested)
    await tx.emailAttestation.upsert({ where: { object }, create: { object, ...row }, update: row });
  else await tx.emailAttestation.deleteMany({ where: { object } });
  await writeAudit(tx, ctx, {
    action: attested ? "email.attested" : "email.attestation_withdrawn",
    object,
    before: before ? { state: before.state, evidence: before.evidence } : null,
    after: attested ? { state, evidence } : null,
  });
}
