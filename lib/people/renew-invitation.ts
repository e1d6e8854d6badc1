import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { endLinksTo, makeLink } from "./access-link.ts";
import { viewInvitation } from "./reads.ts";
import type { MadeInvitation } from "./schema.ts";

/** A new link for an invitation that is open or ran out; the old one ends at once. Throws `link_ended` otherwise. */
export async function renewInvitation(ctx: Ctx, id: string): Promise<MadeInvitation> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const now = ctx.now();
  return db().$transaction(async (tx) => {
    const old = await tx.accessLink.findUnique({ where: { id, purpose: "invite" } });
    if (!old) throw new AppError("not_found", { detail: "There is no such invitation." });
    if ((await endLinksTo(tx, { purpose: "invite", id }, "replaced", now)) === 0) {
      throw new AppError("link_ended", {
        title: "This invitation has ended",
        detail: `It was ${old.endedBy}.`,
        fix: "Reload the list.",
      });
    }
    const { email, name } = old;
    const { row, url } = await makeLink(
      tx,
      { purpose: "invite", email, name, role: old.role ?? "auditor", createdBy: ctx.actor.name },
      now,
    );
    await writeAudit(tx, ctx, {
      action: "invite.renewed",
      object: `invite:${row.id}`,
      before: { invitation: old.id },
      after: { email, expiresAt: row.expiresAt },
    });
    return { ...viewInvitation(row, now), url };
  });
}
