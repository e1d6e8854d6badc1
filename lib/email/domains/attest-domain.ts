import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { tellChannels } from "../channels/tell-channels.ts";
import { domainSubject } from "../schema.ts";
import { conclude } from "./clock/state.ts";
import { getDomain } from "./reads.ts";
import type { DomainDetail, SesSeenInput } from "./schema.ts";
import { DOMAINS_TOPIC, loadDomain, refuseOther } from "./stored-domain.ts";

/**
 * Keeps that somebody saw the domain as verified in CXone, with who, when and what they saw: no API tells. `null` takes it
 * back. A domain that was given up on is verified again by it if DNS shows every required record.
 */
export async function attestDomain(ctx: Ctx, id: string, input: SesSeenInput | null): Promise<DomainDetail> {
  requireRole(ctx, "admin", "operator");
  const now = ctx.now();
  const revived = await db().$transaction(async (tx) => {
    const domain = await loadDomain(tx, id);
    if (input) refuseOther(domain, input.version);
    const seen = input && { by: ctx.actor.name, at: now.toISOString(), evidence: input.evidence };
    const { state, nextLookAt } = conclude({ ...domain, sesVerified: seen !== null, now });
    const revived = domain.state === "failed" && state === "verified";
    const { count } = await tx.emailDomain.updateMany({
      where: { id, version: domain.version },
      data: {
        sesVerified: seen ?? Prisma.DbNull,
        version: { increment: 1 },
        ...(revived ? { state, nextLookAt } : {}),
      },
    });
    if (count === 0) throw new AppError("conflict");
    await notify(tx, DOMAINS_TOPIC);
    await writeAudit(tx, ctx, {
      action: seen ? "email_domain.attested" : "email_domain.attestation_withdrawn",
      object: domainSubject(id),
      before: { sesVerified: domain.sesVerified, state: domain.state },
      after: { sesVerified: seen, ...(revived ? { state } : {}) },
    });
    return revived;
  });
  if (revived) await tellChannels(ctx, { domainId: id });
  return getDomain(ctx, id);
}
