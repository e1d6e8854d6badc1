import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { AppError } from "#lib/errors.ts";
import { writeLeftover } from "#lib/setup/tick-leftover.ts";
import { subjectOf } from "../subject.ts";
import { getRemoval } from "./reads.ts";
import type { RemovalView } from "./schema.ts";

/** A person says that something of a channel is gone from CXone, before the channel goes here or after. Throws `not_found`. */
export async function tickRemoval(
  ctx: Ctx,
  id: string,
  { itemId, done }: { itemId: string; done: boolean },
): Promise<RemovalView> {
  requireRole(ctx, "admin", "operator");
  const item = (await getRemoval(ctx, id)).items.find((one) => one.id === itemId);
  if (!item)
    throw new AppError("not_found", { detail: "Nothing of that name is left to be removed by hand." });
  await writeLeftover(ctx, { subject: subjectOf(id), itemId, text: item.text, done });
  return getRemoval(ctx, id);
}
