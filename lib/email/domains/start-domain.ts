import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { domainSubject } from "../schema.ts";
import { getDomain } from "./reads.ts";
import type { DomainDetail, StartInput } from "./schema.ts";
import { DOMAINS_TOPIC, loadDomain, refuseOther, type StoredDomain } from "./stored-domain.ts";

/** Clocks of two machines differ. */
const SKEW_MS = 5 * 60_000;

/**
 * Notes when SES began to look for the records: the 72 hours run from there, and looks come by themselves. Also the restart
 * after it gave up. Throws `bad_input` for a time to come, `conflict` while values are missing.
 */
export async function startDomain(ctx: Ctx, id: string, input: StartInput): Promise<DomainDetail> {
  requireRole(ctx, "admin", "operator");
  const now = ctx.now();
  if (input.startedAt.getTime() > now.getTime() + SKEW_MS)
    throw new AppError("bad_input", { fields: { startedAt: "This is still to come." } });
  await db().$transaction(async (tx) => {
    const domain = await loadDomain(tx, id);
    refuseOther(domain, input.version);
    refuseIncomplete(domain);
    const { count } = await tx.emailDomain.updateMany({
      where: { id, version: input.version },
      data: {
        state: "pending",
        startedAt: input.startedAt,
        nextLookAt: now,
        // A look of just before must not keep the first one of this start back.
        lookedAt: null,
        // What somebody saw was of the verification before.
        ...(domain.state === "failed" ? { sesVerified: Prisma.DbNull } : {}),
        version: { increment: 1 },
      },
    });
    if (count === 0) throw new AppError("conflict");
    await resolveNoticesOf(tx, `${domainSubject(id)}:`, now);
    await sendJob(tx, "email-domain.look", { id });
    await notify(tx, DOMAINS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_domain.started",
      object: domainSubject(id),
      before: { state: domain.state, startedAt: domain.startedAt },
      after: { state: "pending", startedAt: input.startedAt },
    });
  });
  return getDomain(ctx, id);
}

function refuseIncomplete({ records }: StoredDomain): void {
  const required = records.filter(({ need }) => need === "required");
  const empty = required.filter(({ value }) => value === "");
  if (required.length > 0 && empty.length === 0) return;
  throw new AppError("conflict", {
    title: "Values of records are missing",
    detail:
      empty.length > 0
        ? `${empty.length} required ${empty.length === 1 ? "record has" : "records have"} no value yet.`
        : "The domain has no required record.",
    fix: "Paste the records from CXone's page, and remove those that it does not show.",
  });
}
