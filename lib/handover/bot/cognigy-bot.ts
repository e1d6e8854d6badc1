import "server-only";
import type { Bot, BotTurn } from "./adapter.ts";
import { askOverHttp } from "./ask-over-http.ts";
import { cognigyAnswer, readOutputStack } from "./cognigy-output.ts";

type Settings = {
  providerId: string;
  name: string;
  baseUrl: string;
  /** The token at the end of the Endpoint URL. */
  token: string;
  handoverField: string;
  confidential?: boolean;
};

/**
 * A Cognigy.AI flow behind a REST Endpoint: `{userId, sessionId, text, data}` goes there, the output stack comes back.
 * The Endpoint has no idempotency key, and a flow may book or cancel things: a message whose end is not known is never
 * sent again.
 */
export function createCognigyBot(settings: Settings): Bot {
  return {
    name: settings.name,
    repeatable: false,
    local: false,
    async answer(turn) {
      const items = await askOverHttp({
        operation: turn.type === "message" ? "bot.cognigy.message" : "bot.cognigy.event",
        url: settings.baseUrl + encodeURIComponent(settings.token),
        providerId: settings.providerId,
        idempotent: false,
        requestId: turn.id,
        secrets: [settings.token],
        confidential: settings.confidential ?? true,
        body: JSON.stringify(bodyOf(turn)),
        schema: cognigyAnswer,
      });
      return readOutputStack(items ?? [], settings.handoverField);
    },
  };
}

/**
 * An event has no text of its own: flows tell it by `input.data.patchbay.event`. A place in the queue stands where
 * Cognigy's own connector puts it, `input.data.handover`, the wait in milliseconds (E-81).
 */
function bodyOf(turn: BotTurn) {
  const { conversationId: userId, sessionId, visitorName } = turn;
  const about = { conversationId: userId, visitorName };
  if (turn.type === "message") return { userId, sessionId, text: turn.text, data: { patchbay: about } };
  const event = turn.type;
  if (turn.type === "handover.queue") {
    const { position, estimatedWaitMs: estimatedWaitTime } = turn;
    const handover = present({ estimatedWaitTime, position });
    return { userId, sessionId, text: "", data: { patchbay: { ...about, event }, handover } };
  }
  const { disposition } = turn;
  return { userId, sessionId, text: "", data: { patchbay: { ...about, event, disposition } } };
}

/** A flow that compares numbers is not to meet null. */
const present = (values: Record<string, number | null>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
