import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { notify } from "#lib/live/notify.ts";
import { dnsClientFor } from "#lib/name-servers/dns-client-for.ts";
import { tellChannels } from "../channels/tell-channels.ts";
import { domainSubject } from "../schema.ts";
import { conclude } from "./clock/state.ts";
import { keyOf } from "./mapping.ts";
import { observeRecord, observeZone } from "./observe-domain.ts";
import { getDomain } from "./reads.ts";
import type { DomainDetail } from "./schema.ts";
import { carryOver, judge } from "./state.ts";
import { DOMAINS_TOPIC, loadDomain } from "./stored-domain.ts";
import { tellOfDomain } from "./tell-of-domain.ts";

/**
 * Looks every record of a domain up now and keeps what DNS shows (F-30). Reads only; the look of a version of the records
 * that was changed meanwhile is thrown away. Throws `not_found`.
 */
export async function lookAtDomain(ctx: Ctx, id: string): Promise<DomainDetail> {
  requireRole(ctx, "admin", "operator");
  const domain = await loadDomain(db(), id);
  const dns = await dnsClientFor({ requestId: ctx.requestId, connectionId: domain.connectionId });
  const [zone, ...evidence] = await Promise.all([
    observeZone(dns, domain.name),
    ...domain.records.map((record) => observeRecord(dns, record, domain.name)),
  ]);
  const now = ctx.now();
  const findings = domain.records.flatMap((record, index) => {
    const seen = evidence[index];
    const before = domain.findings.find(({ key }) => key === keyOf(record));
    return seen ? [carryOver(record, judge(record, seen), before, now)] : [];
  });
  const { state, nextLookAt, event } = conclude({
    ...domain,
    sesVerified: domain.sesVerified !== null,
    findings,
    now,
  });
  const changed = await db().$transaction(async (tx) => {
    const { count } = await tx.emailDomain.updateMany({
      where: { id, version: domain.version },
      data: {
        state,
        nextLookAt,
        lookedAt: now,
        // A look that could not find the zone out says nothing against the one that did.
        findings: { records: findings, zone: zone ?? domain.zone } as unknown as Prisma.InputJsonObject,
      },
    });
    if (count === 0) return false;
    await notify(tx, DOMAINS_TOPIC);
    await tellOfDomain(tx, ctx, { ...domain, findings }, event);
    if (state === domain.state) return false;
    await writeAudit(tx, ctx, {
      action: `email_domain.${state}`,
      object: domainSubject(id),
      before: { state: domain.state },
      after: { state, name: domain.name },
    });
    return true;
  });
  if (changed) await tellChannels(ctx, { domainId: id });
  return getDomain(ctx, id);
}
