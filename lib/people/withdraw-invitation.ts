import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { endLinksTo } from "./access-link.ts";

/** Ends an invitation before it is used; doing it twice changes nothing. */
export async function withdrawInvitation(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  await db().$transaction(async (tx) => {
    if ((await endLinksTo(tx, { purpose: "invite", id }, "withdrawn", ctx.now())) === 1) {
      await writeAudit(tx, ctx, { action: "invite.withdrawn", object: `invite:${id}` });
    } else if (!(await tx.accessLink.findUnique({ where: { id, purpose: "invite" } }))) {
      throw new AppError("not_found", { detail: "There is no such invitation." });
    }
  });
}
