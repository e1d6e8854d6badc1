import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireSession } from "#lib/auth/require-session.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";

/** Deletes a view of one's own; throws `not_found`, also for another's. */
export async function deleteView(ctx: Ctx, id: string): Promise<void> {
  const { userId } = requireSession(ctx);
  const { count } = await db().savedView.deleteMany({ where: { id, userId } });
  if (count === 0) throw new AppError("not_found", { detail: "There is no such view." });
}
