import "server-only";
import * as z from "zod";
import type { Bot, BotMessage, BotTurn } from "./adapter.ts";
import { SILENCE } from "./adapter.ts";
import { askOverHttp } from "./ask-over-http.ts";
import { readHandoverSignal } from "./read-handover-signal.ts";
import { signWebhook } from "./sign-webhook.ts";

const MAX_MESSAGES = 50;
const MAX_TEXT = 10_000;

const message = z.union([
  z
    .string()
    .max(MAX_TEXT)
    .transform((text): BotMessage => ({ text })),
  z.object({
    text: z.string().max(MAX_TEXT),
    choices: z.array(z.string()).max(20).optional(),
    data: z.unknown().optional(),
  }),
]);

const webhookAnswer = z.object({
  messages: z.array(message).max(MAX_MESSAGES).default([]),
  handover: z.unknown().optional(),
  end: z.boolean().default(false),
});

type Settings = {
  providerId: string;
  name: string;
  url: string;
  /** The secret, and while it is being replaced the one before. */
  secrets: readonly string[];
  now: () => Date;
  confidential?: boolean;
};

/**
 * A bot of one's own behind a webhook. Each call is signed and carries an id that stays the same when it is repeated,
 * so it is repeated after an unclear failure; the receiver drops what it knows already.
 */
export function createWebhookBot(settings: Settings): Bot {
  return {
    name: settings.name,
    repeatable: true,
    local: false,
    async answer(turn) {
      const body = JSON.stringify(bodyOf(turn));
      const answer = await askOverHttp({
        operation: turn.type === "message" ? "bot.webhook.message" : "bot.webhook.event",
        url: settings.url,
        providerId: settings.providerId,
        idempotent: true,
        requestId: turn.id,
        secrets: settings.secrets,
        confidential: settings.confidential ?? true,
        headers: {
          "idempotency-key": turn.id,
          "x-patchbay-signature": signWebhook(body, settings.secrets, settings.now()),
        },
        body,
        schema: webhookAnswer,
      });
      if (!answer) return SILENCE;
      const { request, note } = readHandoverSignal(answer.handover);
      return {
        messages: answer.messages.filter(({ text }) => text.trim() !== ""),
        handover: request,
        end: answer.end && !request,
        notes: note ? [note] : [],
      };
    },
  };
}

/** The body of a call; fields that do not fit the type are null. */
function bodyOf(turn: BotTurn) {
  return {
    id: turn.id,
    type: turn.type,
    at: turn.at.toISOString(),
    conversationId: turn.conversationId,
    sessionId: turn.sessionId,
    visitor: { name: turn.visitorName },
    message: turn.type === "message" ? { id: turn.id, text: turn.text } : null,
    handover: handoverOf(turn),
  };
}

function handoverOf(turn: BotTurn) {
  switch (turn.type) {
    case "message":
      return null;
    case "handover.resolved":
      return { disposition: turn.disposition };
    case "handover.queue":
      return { position: turn.position, estimatedWaitTime: turn.estimatedWaitMs };
  }
}
