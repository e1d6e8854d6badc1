import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";

/** Revokes an API token at once; doing it twice changes nothing. */
export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  await db().$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: ctx.now() },
    });
    if (count === 1) await writeAudit(tx, ctx, { action: "token.revoked", object: `token:${id}` });
    else if (!(await tx.apiToken.findUnique({ where: { id } }))) throw new AppError("not_found");
  });
}
