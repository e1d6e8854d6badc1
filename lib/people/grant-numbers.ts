import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { getPerson } from "./reads.ts";
import type { PersonView } from "./schema.ts";

/**
 * Lets somebody whose role masks the numbers of callers see them whole, or takes that back; counts from their next request
 * on. Of an admin or an auditor it is only kept: they see numbers by their role.
 */
export async function grantNumbers(ctx: Ctx, id: string, seesNumbers: boolean): Promise<PersonView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  await db().$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id, seesNumbers: !seesNumbers },
      data: { seesNumbers },
    });
    if (count === 0) {
      if (!(await tx.user.findUnique({ where: { id } })))
        throw new AppError("not_found", { detail: "There is no such person." });
      return;
    }
    await writeAudit(tx, ctx, {
      action: seesNumbers ? "user.numbers_granted" : "user.numbers_withdrawn",
      object: `user:${id}`,
      before: { seesNumbers: !seesNumbers },
      after: { seesNumbers },
    });
  });
  return getPerson(ctx, id);
}
