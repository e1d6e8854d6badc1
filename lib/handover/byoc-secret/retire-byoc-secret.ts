import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { type Ctx, jobCtx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice, resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { forgetSecret } from "#lib/vault/secrets.ts";
import { BYOC_FIELD } from "./reads.ts";

const unusedCause = (subject: string) => `${subject}:byoc-secret-unused`;

/** Ends the older client secret of a handover. Throws `in_use` while CXone has not used the new one, `not_found` without one. */
export async function retireByocSecret(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = `handover:${id}`;
  await db().$transaction(async (tx) => {
    const overlap = await tx.credentialOverlap.findUnique({
      where: { subject_kind: { subject, kind: BYOC_FIELD } },
    });
    if (!overlap) throw new AppError("not_found", { detail: "There is no previous secret any more." });
    if (!overlap.newUsedAt) {
      throw new AppError("in_use", {
        detail: "CXone has not asked for a token with the new secret yet: it would be locked out.",
        fix: "Paste the new secret at CXone first, or make another one if nobody has stored it.",
      });
    }
    await endByocOverlap(tx, id);
    await writeAudit(tx, ctx, {
      action: "handover.byoc_secret_retired",
      object: subject,
      before: { startedAt: overlap.startedAt },
    });
  });
}

/** Forgets the older secret and all that was said about it. */
export async function endByocOverlap(tx: Tx, id: string): Promise<void> {
  const subject = `handover:${id}`;
  await forgetSecret(tx, subject, previousOf(BYOC_FIELD));
  await tx.credentialOverlap.deleteMany({ where: { subject, kind: BYOC_FIELD } });
  await resolveNotice(tx, unusedCause(subject));
  await resolveNoticesOf(tx, `expiry:secret:${subject}/${previousOf(BYOC_FIELD)}:`);
}

/** Called by the bridge after a token was given out during an overlap: which of the two CXone holds. */
export async function noteByocUse(id: string, usedNew: boolean): Promise<void> {
  const subject = `handover:${id}`;
  const now = new Date();
  await db().$transaction(async (tx) => {
    await tx.credentialOverlap.updateMany({
      where: { subject, kind: BYOC_FIELD, ...(usedNew ? { newUsedAt: null } : {}) },
      data: usedNew ? { newUsedAt: now } : { oldUsedAt: now },
    });
    if (usedNew) await resolveNotice(tx, unusedCause(subject), now);
  });
}

/** Retires what is due by its date. A new secret that CXone has never used keeps the old one alive and raises a warning. */
export async function retireDueByocSecrets(ctx: Ctx): Promise<number> {
  const due = await db().credentialOverlap.findMany({
    where: { kind: BYOC_FIELD, retireAt: { lte: ctx.now() } },
  });
  let retired = 0;
  for (const { subject, newUsedAt } of due) {
    const id = subject.slice("handover:".length);
    const handover = await db().handoverProvider.findUnique({ where: { id }, select: { name: true } });
    if (newUsedAt) {
      await retireByocSecret(ctx, id);
      retired += 1;
    } else if (handover) {
      await db().$transaction((tx) =>
        openNotice(tx, {
          cause: unusedCause(subject),
          severity: "warning",
          title: `${handover.name}: CXone still uses the previous client secret`,
          body: "Its date has passed, but it is kept: without it CXone would be locked out. Paste the new one at CXone.",
          link: `/handovers/${id}/rotate-secret`,
          now: ctx.now(),
        }),
      );
    } else {
      await db().$transaction((tx) => endByocOverlap(tx, id));
    }
  }
  return retired;
}

export const retireByocSecretsJob: JobHandler = {
  name: "byoc-secrets.retire",
  cron: "17 * * * *",
  run: async () => {
    await retireDueByocSecrets(jobCtx("byoc-secrets.retire", newId("req")));
  },
};
