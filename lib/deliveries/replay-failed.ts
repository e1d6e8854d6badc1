import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { unparkConversation } from "#lib/handover/relay/unpark-conversation.ts";
import { noteReplay } from "./note-replay.ts";
import type { ReplayFailedAnswer, ReplayFailedInput } from "./schema.ts";

/** Conversations taken up again at once: a whole tenant that comes back shall not be met by everything in one go. */
const MAX_CONVERSATIONS = 500;

/**
 * Has everything that failed since a moment tried again: parked conversations from where they stopped, and what waits
 * for its next try at once. What is done is left alone, so that asking twice is asking once.
 */
export async function replayFailed(ctx: Ctx, input: ReplayFailedInput): Promise<ReplayFailedAnswer> {
  requireRole(ctx, "admin", "operator");
  return db().$transaction(async (tx) => {
    const failed = await tx.$queryRaw<{ id: bigint; conversation: string; state: number }[]>`
      SELECT e.id, e.conversation_key AS conversation, w.state
      FROM relay_waiting w JOIN relay_event e ON e.id = w.event_id
      WHERE (w.state = 2 OR w.error IS NOT NULL) AND e.received_at >= ${input.since.toISOString()}::timestamptz
        AND (${input.handover ?? null}::text IS NULL OR e.provider_id = ${input.handover ?? null})
      ORDER BY e.id`;
    const conversations = [...new Set(failed.map((row) => row.conversation))];
    const chosen = new Set(conversations.slice(0, MAX_CONVERSATIONS));
    const ids = failed.filter((row) => chosen.has(row.conversation)).map((row) => Number(row.id));
    if (ids.length === 0) return { deliveries: 0, conversations: 0, more: false };
    const run = (sql: string, value: string) => tx.$queryRawUnsafe<unknown[]>(sql, value);
    for (const conversation of chosen) await unparkConversation(run, conversation);
    await tx.$executeRaw`
      UPDATE relay_waiting SET next_at = NULL, state = 0, attempts = CASE state WHEN 2 THEN 0 ELSE attempts END
      WHERE event_id = ANY(${ids}::bigint[])`;
    await noteReplay(tx, ctx, ids, "Asked for with all that failed,");
    await writeAudit(tx, ctx, {
      action: "deliveries.replayed",
      object: input.handover ? `handover:${input.handover}` : "deliveries",
      after: { since: input.since.toISOString(), deliveries: ids.length, conversations: chosen.size },
    });
    return { deliveries: ids.length, conversations: chosen.size, more: conversations.length > chosen.size };
  });
}
