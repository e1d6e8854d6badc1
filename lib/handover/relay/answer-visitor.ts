import "server-only";
import { isWaitingForAgent, isWithAgents } from "#lib/handover/conversation/state.ts";
import { askBot } from "./ask-bot.ts";
import { isCancelWord } from "./cancel-word.ts";
import { visitorMessagePayload } from "./events.ts";
import { cancelHandover } from "./leave-handover.ts";
import { settle } from "./marks.ts";
import type { Outcome } from "./row.ts";
import type { Stage } from "./scene.ts";
import { sendToAgents } from "./send-to-agents.ts";
import { inTransaction } from "./transaction.ts";
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
  if (isWaitingForAgent(scene.state) && isCancelWord(text, scene.settings.cancelWords)) {
    return cancelHandover(stage, message);
  }
  if (isWithAgents(scene.state)) return sendToAgents(stage, message);
  if (scene.state === "bot") return askBot(stage, message);
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
