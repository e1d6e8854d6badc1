import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { getHandover, listHandovers } from "../reads.ts";
import type { HandoverListItem } from "../schema.ts";
import type { MoveTarget, MoveView } from "./schema.ts";

const MAX_TARGETS = 200;

/** What moving the bot of a handover would do, and where it could go. Throws `not_found`. */
export async function getMove(ctx: Ctx, id: string): Promise<MoveView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const handover = await getHandover(ctx, id);
  const { items } = await listHandovers(ctx, { limit: MAX_TARGETS });
  const others = items.filter((item) => item.id !== id);
  const moved = await db().handoverProvider.findMany({
    where: { id: { in: others.map((item) => item.id) }, movedTo: { not: null } },
    select: { id: true, movedTo: true },
  });
  const movedTo = new Map(moved.map((row) => [row.id, row.movedTo]));
  return {
    handover: { id, name: handover.name, kind: handover.kind, version: handover.version },
    botName: handover.bot.name,
    openConversations: handover.openConversations,
    targets: others.map((item) => targetOf(item, movedTo.get(item.id) ?? null, id)),
  };
}

function targetOf(item: HandoverListItem, movedTo: string | null, from: string): MoveTarget {
  const { id, name, kind, state, bot } = item;
  const refusal =
    state === "removing"
      ? "It is being removed."
      : movedTo && movedTo !== from
        ? "Its own bot has moved on. Take that back first."
        : null;
  return { id, name, kind, state, botName: bot.name, refusal };
}
