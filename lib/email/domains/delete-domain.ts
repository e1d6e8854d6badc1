import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { domainSubject } from "../schema.ts";
import { DOMAINS_TOPIC } from "./stored-domain.ts";

/** Forgets a domain here; CXone and DNS stay as they are. Throws `in_use` with the channels that send from it. */
export async function deleteDomain(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const row = await tx.emailDomain.findUnique({
      where: { id },
      include: { channels: { select: { name: true } } },
    });
    if (!row) throw new AppError("not_found", { detail: "There is no such domain." });
    if (row.channels.length > 0) {
      const names = row.channels.map(({ name }) => name).join(", ");
      throw new AppError("in_use", { detail: `Email channels that send from it: ${names}.` });
    }
    await tx.emailDomain.delete({ where: { id } });
    await resolveNoticesOf(tx, `${domainSubject(id)}:`, ctx.now());
    await notify(tx, DOMAINS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_domain.deleted",
      object: domainSubject(id),
      before: { name: row.name, state: row.state },
    });
  });
}
