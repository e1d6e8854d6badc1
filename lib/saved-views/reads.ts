import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { SavedView, ViewedList } from "./schema.ts";

/** The views of a list that the reader kept, by name; of an API token, which is nobody, none. */
export async function listSavedViews(ctx: Ctx, list: ViewedList): Promise<SavedView[]> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  if (ctx.actor.kind !== "user") return [];
  return db().savedView.findMany({
    where: { userId: ctx.actor.id, list },
    select: { id: true, name: true, query: true },
    orderBy: { name: "asc" },
  });
}
