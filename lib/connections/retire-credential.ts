import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { forgetSecret } from "#lib/vault/secrets.ts";
import { CREDENTIAL_NAME, SECRET_OF } from "./credentials.ts";
import { CREDENTIAL_KINDS, type CredentialKind } from "./cxone/schema.ts";
import { getConnection } from "./reads.ts";
import type { ConnectionView } from "./schema.ts";
import { expiryCauseOf } from "./store-credentials.ts";
import { subjectOf } from "./stored-connection.ts";

/**
 * Forgets the older of two overlapping credentials. At CXone it is switched off by hand. Throws `in_use` while it does the
 * work because the new one is refused, `not_found` without one.
 */
export async function retireCredential(ctx: Ctx, id: string, kind: CredentialKind): Promise<ConnectionView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = subjectOf(id);
  await db().$transaction(async (tx) => {
    const overlap = await tx.credentialOverlap.findUnique({ where: { subject_kind: { subject, kind } } });
    if (!overlap) throw new AppError("not_found", { detail: "There is no previous one any more." });
    if (overlap.fallingBackSince) {
      throw new AppError("in_use", {
        detail: `CXone refuses the new ${CREDENTIAL_NAME[kind]}; the previous one does the work.`,
        fix: "Enter the new one again first, so that it is accepted.",
      });
    }
    await forgetOverlap(tx, subject, kind);
    const { oldId, startedAt } = overlap;
    await writeAudit(tx, ctx, {
      action: "connection.credential_retired",
      object: subject,
      before: { kind, accessKeyId: oldId, startedAt },
    });
  });
  return getConnection(ctx, id);
}

/** Retires what is due by its date, unless it still does the work. Gives how many. */
export async function retireDueCredentials(ctx: Ctx): Promise<number> {
  const due = await db().credentialOverlap.findMany({
    where: {
      kind: { in: [...CREDENTIAL_KINDS] },
      retireAt: { lte: ctx.now() },
      fallingBackSince: null,
    },
  });
  for (const { subject, kind } of due) {
    await retireCredential(ctx, subject.slice("connection:".length), kind as CredentialKind);
  }
  return due.length;
}

/** Forgets all fallbacks of a connection. */
export async function forgetOverlaps(tx: Tx, id: string): Promise<void> {
  for (const kind of CREDENTIAL_KINDS) await forgetOverlap(tx, subjectOf(id), kind);
}

async function forgetOverlap(tx: Tx, subject: string, kind: CredentialKind): Promise<void> {
  const field = previousOf(SECRET_OF[kind]);
  await forgetSecret(tx, subject, field);
  await tx.credentialOverlap.deleteMany({ where: { subject, kind } });
  await resolveNoticesOf(tx, expiryCauseOf(subject, field));
  await resolveNoticesOf(tx, `${subject}:fallback:${kind}`);
}
