import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { changeList } from "./change-list.ts";
import { getList } from "./reads.ts";
import type { ListView } from "./schema.ts";

/** From now on no further row is dialled; calls under way go on to their end. */
export async function pauseList(ctx: Ctx, id: string): Promise<ListView> {
  requireRole(ctx, "admin", "operator", "supervisor");
  await changeList(ctx, id, "pause", async () => ({}));
  return getList(ctx, id);
}
