import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { forgetSecrets } from "#lib/vault/secrets.ts";
import { tokens } from "./client-for.ts";
import { subjectOf } from "./stored-connection.ts";

/** Forgets a connection with its secrets and token. Nothing changes at CXone. Throws `in_use` with what needs it. */
export async function deleteConnection(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  await db().$transaction(async (tx) => {
    const row = await tx.connection.findUnique({
      where: { id },
      include: {
        handovers: { select: { name: true } },
        policies: { select: { name: true }, where: { archivedAt: null } },
        emailTemplates: { select: { name: true }, where: { deletedAt: null } },
        signatures: { select: { name: true }, where: { deletedAt: null } },
        smtp: { select: { name: true } },
        emailDomains: { select: { name: true } },
        emailChannels: { select: { name: true } },
      },
    });
    if (!row) throw new AppError("not_found");
    const uses = [
      ...usesOf("Handovers", row.handovers),
      ...usesOf("Transfer policies", row.policies),
      ...usesOf("Email templates", row.emailTemplates),
      ...usesOf("Signatures", row.signatures),
      ...usesOf("SMTP configurations", row.smtp),
      ...usesOf("Email domains", row.emailDomains),
      ...usesOf("Email channels", row.emailChannels),
    ];
    if (uses.length > 0) throw new AppError("in_use", { detail: uses.join(" ") });
    const underWay = await tx.transferRun.count({ where: { connectionId: id } });
    if (underWay > 0) {
      throw new AppError("in_use", {
        detail: "Transfers are under way with it.",
        fix: "Wait until they have ended, or end them under Live transfers.",
      });
    }
    // What was archived is kept for restoring it, which has no meaning without its tenant; the log stays.
    await tx.transferPolicy.deleteMany({ where: { connectionId: id } });
    await tx.emailTemplate.deleteMany({ where: { connectionId: id, deletedAt: { not: null } } });
    await tx.emailSignature.deleteMany({ where: { connectionId: id, deletedAt: { not: null } } });
    await tx.connection.delete({ where: { id } });
    await tx.accessToken.deleteMany({ where: { connectionId: id } });
    await tx.credentialOverlap.deleteMany({ where: { subject: subjectOf(id) } });
    await tx.callTally.deleteMany({ where: { connectionId: id } });
    await forgetEmailOf(tx, id, ctx.now());
    // What they were about is gone.
    await resolveNoticesOf(tx, `${subjectOf(id)}:`, ctx.now());
    await resolveNoticesOf(tx, `expiry:secret:${subjectOf(id)}/`, ctx.now());
    await forgetSecrets(tx, subjectOf(id));
    await notify(tx, "connections");
    await writeAudit(tx, ctx, {
      action: "connection.deleted",
      object: subjectOf(id),
      before: { name: row.name },
    });
  });
  tokens().forget(id);
}

/** What was kept of the tenant's email beside the objects that have to go first. */
async function forgetEmailOf(tx: Tx, connectionId: string, now: Date): Promise<void> {
  const where = { connectionId };
  for (const { id } of await tx.repRequest.findMany({ where, select: { id: true } }))
    await resolveNoticesOf(tx, `rep-request:${id}:`, now);
  await tx.repRequest.deleteMany({ where });
  await tx.emailExtensionList.deleteMany({ where });
  await tx.bouncedAddress.deleteMany({ where });
}

const usesOf = (what: string, users: readonly { name: string }[]): string[] =>
  users.length === 0 ? [] : [`${what} that need it: ${users.map(({ name }) => name).join(", ")}.`];
