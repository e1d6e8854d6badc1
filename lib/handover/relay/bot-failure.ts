import "server-only";
import type { BotFailure } from "#lib/handover/bot/adapter.ts";
import { DOWN_MESSAGE, parseStoredBot } from "#lib/handover/bot/schema.ts";
import { appendInside } from "./append-inside.ts";
import { settle } from "./marks.ts";
import { requestHandover } from "./request-handover.ts";
import type { Outcome } from "./row.ts";
import type { Scene, Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { wakeRelay } from "./wake.ts";
import { announce, type NewMessage, writeMessages } from "./write-message.ts";

/**
 * The bot gave no answer: the visitor is told, and after some failures in a row agents take over, as the bot's
 * settings say. Either way the conversation goes on at once; the note says what happened and what was done.
 */
export async function noteBotFailure(
  { pool, row, lease, scene }: Stage,
  message: NewMessage,
  failure: BotFailure,
): Promise<Outcome> {
  const { handsOver, downMessage } = planFor(scene);
  const failures = scene.botFailures + 1;
  const done = handsOver ? "Handed over to agents." : "The visitor was told.";
  const outcome = await inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, `The bot did not answer. ${failure.message} ${done}`.slice(0, 1_000));
    await writeMessages(client, [{ ...message, delivery: "sent" }]);
    await client.query(
      "UPDATE message SET delivery_error = $3 WHERE conversation_id = $1 AND external_id = $2",
      [scene.id, message.externalId, failure.message.slice(0, 1_000)],
    );
    await client.query("UPDATE conversation SET bot_failures = $2 WHERE id = $1", [
      scene.id,
      handsOver ? 0 : failures,
    ]);
    if (handsOver) {
      await requestHandover(client, scene.id, new Date());
      await appendInside(client, {
        providerId: row.providerId,
        conversationKey: scene.id,
        kind: "handover.start",
        externalId: `${row.externalId}.start`,
        payload: { reason: `The bot did not answer (${failures} in a row)` },
      });
    } else if (downMessage) {
      await writeMessages(client, [
        {
          conversationId: scene.id,
          externalId: `${row.externalId}.down`,
          author: "system",
          text: downMessage,
          sentAt: new Date(Math.max(Date.now(), row.receivedAt.getTime() + 1)),
          delivery: "delivered",
        },
      ]);
    }
    await announce(client, [scene.id]);
    return "settled";
  });
  if (handsOver) wakeRelay([row.shard]);
  return outcome;
}

/** Agents can take over only where a handover leads to them. */
function planFor({ bot, botFailures, providerState, channelId, connectionId }: Scene) {
  const stored = parseStoredBot(bot);
  if (stored.adapter === "demo") return { handsOver: false, downMessage: DOWN_MESSAGE };
  const reachable = providerState !== "paused" && Boolean(channelId && connectionId);
  const handsOver =
    reachable && stored.whenDown === "hand_over" && botFailures + 1 >= stored.failuresBeforeHandover;
  return { handsOver, downMessage: stored.downMessage };
}
