import "server-only";
import { botFor } from "#lib/handover/bot/bot-for.ts";
import { isWithAgents } from "#lib/handover/conversation/state.ts";
import { appendInside } from "./append-inside.ts";
import { visitorMessagePayload } from "./events.ts";
import { settle } from "./marks.ts";
import type { Outcome } from "./row.ts";
import type { Stage } from "./scene.ts";
import { sendToAgents } from "./send-to-agents.ts";
import { inTransaction } from "./transaction.ts";
import { wakeRelay } from "./wake.ts";
import { announce, type NewMessage, writeMessages } from "./write-message.ts";

/** `visitor.message`: the bot answers it, or agents get it, or it waits for the transcript of a handover under way. */
export async function answerVisitor(stage: Stage): Promise<Outcome> {
  const { row, scene } = stage;
  // Tried before, or replayed: neither the bot nor an agent may get a second time what they have.
  if (row.attempts > 0 && (await hasArrived(stage))) return "done";
  const { text } = visitorMessagePayload.parse(row.payload);
  const message: NewMessage = {
    conversationId: scene.id,
    externalId: row.externalId,
    author: "visitor",
    authorName: scene.visitorName,
    text,
    sentAt: row.receivedAt,
    delivery: "stored",
  };
  if (isWithAgents(scene.state)) return sendToAgents(stage, message);
  if (scene.state === "bot") return answerWithBot(stage, message);
  return inTransaction<Outcome>(stage.pool, async (client) => {
    await settle(client, row, stage.lease);
    await writeMessages(client, [message]);
    await announce(client, [scene.id]);
    return "settled";
  });
}

async function hasArrived({ pool, row, scene }: Stage): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM message WHERE conversation_id = $1 AND external_id = $2 AND delivery IN ('delivered', 'seen')`,
    [scene.id, row.externalId],
  );
  return rowCount === 1;
}

async function answerWithBot(stage: Stage, message: NewMessage): Promise<Outcome> {
  const { row, scene } = stage;
  const bot = botFor(scene.bot);
  const answer = await bot.answer({
    conversationId: scene.id,
    messageId: row.externalId,
    text: message.text,
  });
  // A moment later than what they answer, so that they sort behind it.
  const saidAt = Math.max(Date.now(), message.sentAt.getTime() + 1);
  const answers = answer.messages.map(
    (text, index): NewMessage => ({
      conversationId: scene.id,
      externalId: `${row.externalId}.bot${index}`,
      author: "bot",
      authorName: bot.name,
      text,
      sentAt: new Date(saidAt + index),
      delivery: "delivered",
    }),
  );
  await inTransaction(stage.pool, async (client) => {
    await settle(client, row, stage.lease);
    await writeMessages(client, [{ ...message, delivery: "delivered" }, ...answers]);
    if (answer.handOver) {
      await appendInside(client, {
        providerId: row.providerId,
        conversationKey: scene.id,
        kind: "handover.start",
        externalId: `${row.externalId}.start`,
        payload: { reason: "The bot handed over" },
      });
    }
    await announce(client, [scene.id]);
  });
  if (answer.handOver) wakeRelay([row.shard]);
  return "settled";
}
