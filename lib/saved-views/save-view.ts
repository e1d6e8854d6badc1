import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireSession } from "#lib/auth/require-session.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { MOST_VIEWS, type SavedView, type SavedViewInput } from "./schema.ts";

/**
 * Keeps what a list is asked for under a name of one's own (F-51). Whoever is shown its address sees the same rows, but the
 * name stays with its owner. Throws `name_taken`, whatever the case, and `bad_input` when there are too many.
 */
export async function saveView(ctx: Ctx, { list, name, query }: SavedViewInput): Promise<SavedView> {
  const { userId } = requireSession(ctx);
  return db().$transaction(async (tx) => {
    // Two at once by the same person wait for each other here, so that neither name nor number is exceeded.
    await tx.$queryRaw`SELECT id FROM app_user WHERE id = ${userId} FOR UPDATE`;
    const kept = await tx.savedView.findMany({ where: { userId, list }, select: { name: true } });
    if (kept.some((view) => view.name.toLowerCase() === name.toLowerCase())) {
      throw new AppError("name_taken", { detail: `You have a view called ${name} already.` });
    }
    if (kept.length >= MOST_VIEWS) {
      throw new AppError("bad_input", {
        fields: { name: `There are ${MOST_VIEWS} views already. Delete one first.` },
      });
    }
    const { id } = await tx.savedView.create({ data: { id: newId("viw"), userId, list, name, query } });
    return { id, name, query };
  });
}
