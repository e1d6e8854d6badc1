import "server-only";
import type pg from "pg";
import { handoverMessageId } from "#lib/handover/conversation/external-ids.ts";
import { isWaitingForAgent } from "#lib/handover/conversation/state.ts";
import { appendInside } from "./append-inside.ts";
import { queueUpdatePayload } from "./events.ts";
import { settle, settleIgnored } from "./marks.ts";
import type { Outcome } from "./row.ts";
import type { Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { wakeRelay } from "./wake.ts";
import { announce } from "./write-message.ts";

type Queue = { position: number | null; estimatedWaitMs: number | null };

/**
 * `queue.update`: where the visitor stands in the queue, for the webchat, and for the bot where the handover says so
 * (E-70, E-81). What an update leaves out stays as it was; one that was overtaken by a later one changes nothing.
 */
export async function noteQueue(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  const outcome = await inTransaction<Outcome>(pool, async (client) => {
    if (!isWaitingForAgent(scene.state)) {
      await settleIgnored(client, row, lease, "The visitor does not wait for an agent");
      return "settled";
    }
    const queue = await write(client, stage);
    if (!queue) {
      await settleIgnored(client, row, lease, "A later update came first");
      return "settled";
    }
    await settle(client, row, lease);
    if (scene.settings.queueUpdates) {
      await appendInside(client, {
        providerId: row.providerId,
        conversationKey: scene.id,
        kind: "bot.event",
        externalId: `${handoverMessageId(scene.id, scene.handoverSeq)}.queue.${row.id}`,
        payload: { type: "handover.queue", ...queue },
      });
    }
    await announce(client, [scene.id]);
    return "settled";
  });
  wakeRelay([row.shard]);
  return outcome;
}

async function write(client: pg.PoolClient, { row, scene }: Stage): Promise<Queue | undefined> {
  const { position, estimatedWaitMs, saidAt } = queueUpdatePayload.parse(row.payload);
  const { rows } = await client.query<Queue>(
    `UPDATE conversation SET queue_position = coalesce($2, queue_position),
       queue_wait_ms = coalesce($3, queue_wait_ms), queue_at = $4
     WHERE id = $1 AND (queue_at IS NULL OR queue_at <= $4)
     RETURNING queue_position AS "position", queue_wait_ms AS "estimatedWaitMs"`,
    [scene.id, position, estimatedWaitMs, saidAt ? new Date(saidAt) : row.receivedAt],
  );
  return rows[0];
}
