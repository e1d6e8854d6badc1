import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { domainSubject } from "../schema.ts";
import { keyOf } from "./mapping.ts";
import { getDomain } from "./reads.ts";
import type { DomainDetail, DomainRecord, RecordsInput } from "./schema.ts";
import { DOMAINS_TOPIC, loadDomain, refuseOther } from "./stored-domain.ts";

const requiredKeys = (records: readonly DomainRecord[]) =>
  records
    .filter(({ need }) => need === "required")
    .map(keyOf)
    .sort()
    .join("\n");

/**
 * Replaces the records that a domain needs. Other required ones of a domain that was verified or failed make it a draft: SES
 * gives new values only with a new start. Throws `conflict` when somebody changed it meanwhile.
 */
export async function changeRecords(ctx: Ctx, id: string, input: RecordsInput): Promise<DomainDetail> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const domain = await loadDomain(tx, id);
    refuseOther(domain, input.version);
    const isOver = domain.state === "verified" || domain.state === "failed";
    const begins = isOver && requiredKeys(domain.records) !== requiredKeys(input.records);
    const { count } = await tx.emailDomain.updateMany({
      where: { id, version: input.version },
      data: {
        records: input.records,
        version: { increment: 1 },
        ...(begins ? { state: "draft", startedAt: null, nextLookAt: null } : {}),
      },
    });
    // Two forms at the same moment: the later one updates 0 rows.
    if (count === 0) throw new AppError("conflict");
    await notify(tx, DOMAINS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_domain.records_changed",
      object: domainSubject(id),
      before: { records: domain.records },
      after: { records: input.records },
    });
  });
  return getDomain(ctx, id);
}
