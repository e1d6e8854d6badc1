import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { forgetSecrets } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { smtpTokens } from "./smtp-tokens.ts";

/** Forgets a configuration with its secrets and tokens; mails that were sent stay in the list. Throws `in_use`. */
export async function deleteSmtp(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = smtpSubject(id);
  await db().$transaction(async (tx) => {
    const row = await tx.smtpConfiguration.findUnique({
      where: { id },
      include: { channels: { select: { name: true } } },
    });
    if (!row) throw new AppError("not_found");
    if (row.channels.length > 0) {
      const names = row.channels.map(({ name }) => name).join(", ");
      throw new AppError("in_use", { detail: `Email channels that send through it: ${names}.` });
    }
    await tx.smtpConfiguration.delete({ where: { id } });
    await tx.accessToken.deleteMany({ where: { connectionId: id } });
    await tx.smtpAuthorisation.deleteMany({ where: { smtpId: id } });
    await tx.repRequest.deleteMany({ where: { subject } });
    await resolveNoticesOf(tx, `${subject}:`, ctx.now());
    await resolveNoticesOf(tx, `expiry:secret:${subject}/`, ctx.now());
    await forgetSecrets(tx, subject);
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, { action: "smtp.deleted", object: subject, before: { name: row.name } });
  });
  smtpTokens().forget(id);
}
