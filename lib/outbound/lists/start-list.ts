import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadConnection } from "#lib/connections/stored-connection.ts";
import { AppError } from "#lib/errors.ts";
import { changeList } from "./change-list.ts";
import { queueRows } from "./queue-rows.ts";
import { getList } from "./reads.ts";
import type { ListView, StartListInput } from "./schema.ts";

/**
 * Starts a list, or carries a paused one on: from now on its rows are dialled, one after the other per agent. Throws `conflict` when
 * other rows wait than were confirmed, and while the connection is paused.
 */
export async function startList(ctx: Ctx, id: string, { confirmed }: StartListInput): Promise<ListView> {
  requireRole(ctx, "admin", "operator", "supervisor");
  await changeList(ctx, id, "start", async (tx, list) => {
    const { pausedAt, pausedBy } = await loadConnection(list.connectionId);
    if (pausedAt) {
      throw new AppError("conflict", {
        title: "The connection is paused",
        detail: `${pausedBy ?? "Somebody"} paused it for planned work at the contact centre.`,
        fix: "Wait until it is resumed under Connections.",
      });
    }
    const calls = await tx.outboundCall.count({ where: { listId: id, endedAt: null, phase: "waiting" } });
    if (calls !== confirmed) {
      throw new AppError("conflict", {
        title: "Another number of calls was confirmed",
        detail: `${confirmed} were confirmed; ${calls} wait to be placed.`,
        fix: "Look at the list and confirm again.",
      });
    }
    await queueRows(tx, id);
    return { calls };
  });
  return getList(ctx, id);
}
