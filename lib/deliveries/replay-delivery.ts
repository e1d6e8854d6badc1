import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { unparkConversation } from "#lib/handover/relay/unpark-conversation.ts";
import { canBeForced } from "./mapping.ts";
import { noteReplay } from "./note-replay.ts";
import { getDelivery } from "./reads.ts";
import type { ReplayAnswer, ReplayOutcome } from "./schema.ts";

const PARKED = 2;

/**
 * Has one delivery carried out again. What waits is tried at once, what is parked is tried again with its conversation
 * and in order. What is done is left alone unless `force`: then the relay goes through it once more, and whatever is
 * there already is recognised by its external id. Doing it twice changes nothing more. Throws `not_found`, `conflict`
 * for what cannot be forced.
 */
export async function replayDelivery(
  ctx: Ctx,
  id: number,
  { force }: { force: boolean },
): Promise<ReplayAnswer> {
  requireRole(ctx, "admin", "operator");
  const outcome = await db().$transaction(async (tx): Promise<ReplayOutcome> => {
    const event = await tx.relayEvent.findUnique({ where: { id } });
    if (!event) {
      throw new AppError("not_found", {
        detail: "There is no such delivery, or it was refused: what was refused cannot be replayed.",
        fix: "Have the other system send it again.",
      });
    }
    const [waiting] = await tx.$queryRaw<{ state: number }[]>`
      SELECT state FROM relay_waiting WHERE shard = ${event.shard} AND event_id = ${id} FOR UPDATE`;
    if (!waiting && !force) return "unchanged";
    if (!waiting && !canBeForced(event.kind)) throw notRepeatable();
    const outcome = waiting ? "tried_again" : "forced";
    if (waiting?.state === PARKED) await unpark(tx, event);
    else if (waiting) await hurry(tx, event);
    else await enqueueAgain(tx, event);
    await noteReplay(tx, ctx, [id], outcome === "forced" ? "Forced" : "Asked for");
    await writeAudit(tx, ctx, {
      action: "delivery.replayed",
      object: `delivery:${id}`,
      after: { outcome, kind: event.kind, conversation: event.conversationKey },
    });
    return outcome;
  });
  return { outcome, delivery: await getDelivery(ctx, id) };
}

type Event = { id: bigint; shard: number; conversationKey: string };

async function unpark(tx: Tx, { id, shard, conversationKey }: Event): Promise<void> {
  const run = (sql: string, value: string) => tx.$queryRawUnsafe<unknown[]>(sql, value);
  if (await unparkConversation(run, conversationKey)) return;
  // Parked without a conversation that could be: only the event itself stands still.
  await tx.$executeRaw`
    UPDATE relay_waiting SET state = 0, attempts = 0, next_at = NULL, error = NULL
    WHERE shard = ${shard} AND event_id = ${id}`;
}

const hurry = (tx: Tx, { shard, conversationKey }: Event) => tx.$executeRaw`
  UPDATE relay_waiting SET next_at = NULL WHERE shard = ${shard} AND conversation_key = ${conversationKey} AND state = 0`;

/** With one attempt on its account: the relay then asks the other side whether it has it before it sends. */
const enqueueAgain = (tx: Tx, { id, shard, conversationKey }: Event) => tx.$executeRaw`
  INSERT INTO relay_waiting (shard, event_id, conversation_key, attempts) VALUES (${shard}, ${id}, ${conversationKey}, 1)
  ON CONFLICT DO NOTHING`;

function notRepeatable(): AppError {
  return new AppError("conflict", {
    title: "This cannot be carried out a second time",
    detail:
      "A handover that was begun, cancelled or ended belongs to its moment: the conversation has moved on since.",
    fix: "Let the visitor ask again in the webchat.",
  });
}
