import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import type { CallRunState, CallTimelineEvent, Outcome } from "../state.ts";
import { CALLS } from "../subject.ts";
import { changeList } from "./change-list.ts";
import { getList } from "./reads.ts";
import type { ListView } from "./schema.ts";

/** Ends a list for good: rows that wait are not placed any more; calls under way go on to their end. */
export async function stopList(ctx: Ctx, id: string): Promise<ListView> {
  requireRole(ctx, "admin", "operator", "supervisor");
  await changeList(ctx, id, "stop", async (tx) => {
    const outcome: Outcome = "not_placed";
    const reason = `${ctx.actor.name} stopped the list before this call.`;
    const over = { phase: "done", outcome, reason } satisfies Partial<CallRunState>;
    const ended: CallTimelineEvent = { at: ctx.now().toISOString(), kind: "ended", text: reason };
    await tx.$executeRaw`
      DELETE FROM due USING outbound_call AS row
      WHERE due.queue = ${CALLS} AND due.id = row.id AND row.list_id = ${id} AND row.phase = 'waiting'`;
    const notPlaced = await tx.$executeRaw`
      UPDATE outbound_call
      SET phase = 'done', outcome = ${outcome}, reason = ${reason}, ended_at = ${ctx.now().toISOString()}::timestamptz,
        state = state || ${JSON.stringify(over)}::jsonb, timeline = timeline || ${JSON.stringify([ended])}::jsonb
      WHERE list_id = ${id} AND ended_at IS NULL AND phase = 'waiting'`;
    return { notPlaced };
  });
  return getList(ctx, id);
}
