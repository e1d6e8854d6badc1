import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "#lib/errors.ts";
import { visitorMessageId } from "#lib/handover/conversation/external-ids.ts";
import { newMessageSchema, visitorActionSchema } from "#lib/handover/conversation/schema.ts";
import type { EventKind } from "#lib/handover/relay/events.ts";
import { unparkConversation } from "#lib/handover/relay/unpark-conversation.ts";
import type { Bridge } from "../bridge.ts";
import { sendJson } from "../respond.ts";
import { readInput } from "./visitor.ts";

// Per process on purpose: this holds back one busy visitor, it guards nothing that is shared.
const perConversation = new RateLimiterMemory({ points: 60, duration: 60 });

async function holdBack(conversationId: string): Promise<void> {
  try {
    await perConversation.consume(conversationId);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new AppError("rate_limited", {
      title: "Too many messages",
      detail: `Try again in ${seconds} s.`,
      retryAfterSeconds: seconds,
    });
  }
}

/**
 * `POST …/messages {id, text}`: stored durably before the answer; the same id again changes nothing, except that it
 * has a stuck conversation tried again, which is what a visitor who presses Retry wants.
 */
export async function receiveVisitorMessage(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  providerId: string,
  conversationId: string,
) {
  await holdBack(conversationId);
  const { id, text } = await readInput(req, newMessageSchema);
  const { duplicate } = await bridge.append({
    providerId,
    conversationKey: conversationId,
    kind: "visitor.message",
    externalId: visitorMessageId(conversationId, id.toLowerCase()),
    endpoint: "webchat",
    payload: { text: text.toWellFormed().replaceAll("\u0000", "") },
  });
  if (duplicate) {
    const run = async (sql: string, value: string) => (await bridge.pool.query(sql, [value])).rows;
    await unparkConversation(run, conversationId);
  }
  sendJson(res, 200, { id: id.toLowerCase(), delivery: "stored" });
}

const EVENT_OF_ACTION = {
  request_human: "handover.start",
  cancel: "visitor.cancel",
  leave: "visitor.leave",
  end: "visitor.end",
} as const satisfies Record<string, EventKind>;

/** `POST …/actions {id, action}`: asks for a human, cancels the request, goes back from the agent to the bot, or ends the conversation. */
export async function receiveVisitorAction(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  providerId: string,
  conversationId: string,
) {
  await holdBack(conversationId);
  const { id, action } = await readInput(req, visitorActionSchema);
  await bridge.append({
    providerId,
    conversationKey: conversationId,
    kind: EVENT_OF_ACTION[action],
    externalId: `${conversationId}.${action}.${id.toLowerCase()}`,
    endpoint: "webchat",
    payload: {},
  });
  sendJson(res, 202, { accepted: true });
}
