import "server-only";
import type pg from "pg";
import { type Bot, type BotAnswer, BotFailure, type BotTurn } from "#lib/handover/bot/adapter.ts";
import { botFor } from "#lib/handover/bot/bot-for.ts";
import { isWaitingForAgent } from "#lib/handover/conversation/state.ts";
import { appendInside } from "./append-inside.ts";
import { noteBotFailure } from "./bot-failure.ts";
import { closeConversation } from "./end-handover.ts";
import { type BotEvent, botEventPayload } from "./events.ts";
import { noteAttempt, settle } from "./marks.ts";
import { recordSoon } from "./record-transcript.ts";
import { requestHandover } from "./request-handover.ts";
import type { Outcome } from "./row.ts";
import type { Stage } from "./scene.ts";
import { inTransaction } from "./transaction.ts";
import { wakeRelay } from "./wake.ts";
import { announce, type NewMessage, writeMessages } from "./write-message.ts";

const LOST =
  "Its answer was lost when Patchbay was interrupted. The message was not sent again, for it may have done something.";

/**
 * Has the bot answer a visitor's message. What is sent to a bot that takes no id is noted first: after a crash it is
 * not sent again. A bot that fails is told of at once; the conversation never waits for it to come back.
 */
export async function askBot(stage: Stage, message: NewMessage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  const bot = await botFor(row.providerId, scene.bot);
  if (!bot.local) {
    await inTransaction(pool, async (client) => {
      await noteAttempt(client, row, lease);
      await writeMessages(client, [{ ...message, delivery: "sent" }]);
      await announce(client, [scene.id]);
    });
  }
  const answer = await ask(stage, bot, { type: "message", text: message.text });
  if (answer instanceof BotFailure) return noteBotFailure(stage, message, answer);
  const said = saidBy(stage, bot, answer);
  const outcome = await inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, answer.notes.join(" ") || null);
    await writeMessages(client, [{ ...message, delivery: "delivered" }, ...said]);
    await client.query(
      `UPDATE message SET delivery = 'delivered', delivery_error = NULL
       WHERE conversation_id = $1 AND external_id = $2 AND delivery <> 'delivered'`,
      [scene.id, message.externalId],
    );
    await followAnswer(client, stage, answer);
    return "settled";
  });
  wakeRelay([row.shard]);
  return outcome;
}

/**
 * `bot.event`: tells the bot something that no visitor wrote, such as that an agent is done, and shows what it says.
 * While the visitor waits for an agent it may comfort them, but neither end the wait nor ask for an agent again.
 */
export async function tellBot(stage: Stage): Promise<Outcome> {
  const { pool, row, lease, scene } = stage;
  const event = botEventPayload.parse(row.payload);
  const isDue = event.type === "handover.queue" ? isWaitingForAgent(scene.state) : scene.state === "bot";
  if (!isDue) return "done";
  const bot = await botFor(row.providerId, scene.bot);
  if (!bot.local) await noteAttempt(pool, row, lease);
  const answer = await ask(stage, bot, event);
  if (answer instanceof BotFailure) {
    // Nobody waits for an answer to it: the visitor's next message will show whether the bot is there.
    return inTransaction<Outcome>(pool, async (client) => {
      await settle(client, row, lease, `The bot was not told. ${answer.message}`);
      return "settled";
    });
  }
  const outcome = await inTransaction<Outcome>(pool, async (client) => {
    await settle(client, row, lease, answer.notes.join(" ") || null);
    await writeMessages(client, saidBy(stage, bot, answer));
    if (event.type === "handover.queue") await announce(client, [scene.id]);
    else await followAnswer(client, stage, answer);
    return "settled";
  });
  wakeRelay([row.shard]);
  return outcome;
}

type Told = { type: "message"; text: string } | BotEvent;

async function ask({ row, scene }: Stage, bot: Bot, told: Told): Promise<BotAnswer | BotFailure> {
  if (row.attempts > 0 && !bot.repeatable) return new BotFailure(LOST);
  const turn: BotTurn = {
    ...told,
    conversationId: scene.id,
    sessionId: scene.botSession === 0 ? scene.id : `${scene.id}.s${scene.botSession}`,
    visitorName: scene.visitorName,
    id: row.externalId,
    at: row.receivedAt,
  };
  try {
    return await bot.answer(turn);
  } catch (error) {
    if (error instanceof BotFailure) return error;
    throw error;
  }
}

function saidBy({ row, scene }: Stage, bot: Bot, answer: BotAnswer): NewMessage[] {
  // A moment later than what they answer, so that they sort behind it.
  const saidAt = Math.max(Date.now(), row.receivedAt.getTime() + 1);
  return answer.messages.map(({ text, choices = [], data }, index) => {
    const offered = choices.length > 0 ? { choices: [...new Set(choices)] } : {};
    return {
      conversationId: scene.id,
      externalId: `${row.externalId}.bot${index}`,
      author: "bot",
      authorName: bot.name,
      text: text.toWellFormed().replaceAll("\u0000", ""),
      sentAt: new Date(saidAt + index),
      delivery: "delivered",
      ...(choices.length > 0 || data !== undefined ? { data: { ...offered, data } } : {}),
    };
  });
}

/** What an answer asks for beside being shown: a human, or the end. */
async function followAnswer(client: pg.PoolClient, stage: Stage, answer: BotAnswer): Promise<void> {
  const { row, scene } = stage;
  if (scene.botFailures > 0) {
    await client.query("UPDATE conversation SET bot_failures = 0 WHERE id = $1", [scene.id]);
  }
  if (answer.handover) {
    const { reason, attributes } = answer.handover;
    await requestHandover(client, scene.id, new Date());
    await appendInside(client, {
      providerId: row.providerId,
      conversationKey: scene.id,
      kind: "handover.start",
      externalId: `${row.externalId}.start`,
      payload: { reason: reason ?? "The bot handed over", attributes },
    });
  } else {
    if (answer.end) await closeConversation(client, scene, scene.settings.endedMessage);
    await recordSoon(client, stage);
  }
  await announce(client, [scene.id]);
}
