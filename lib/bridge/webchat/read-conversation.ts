import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "#lib/errors.ts";
import { readVisitorUpdate } from "#lib/handover/conversation/visitor-view.ts";
import { log } from "#lib/log.ts";
import { agentTypingTopic } from "../agent-typing.ts";
import type { Bridge } from "../bridge.ts";
import { sendJson } from "../respond.ts";

/** `GET …/messages?after=`: the state of the conversation and the messages after a cursor. */
export async function readConversation(
  bridge: Bridge,
  res: ServerResponse,
  conversationId: string,
  url: URL,
) {
  const update = await readVisitorUpdate(
    bridge.pool,
    conversationId,
    cursorOf(url.searchParams.get("after")),
  );
  if (!update) throw new AppError("not_found");
  sendJson(res, 200, update);
}

/**
 * `GET …/events`: the same as a stream. It begins with everything after Last-Event-ID, so a browser that was away
 * misses nothing; then each change brings what is new.
 */
export async function streamConversation(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  conversationId: string,
) {
  let cursor = cursorOf(req.headers["last-event-id"]);
  let changed = true;
  let reading = false;
  const stream = bridge.streams.open(req, res);
  const push = async () => {
    if (reading) return;
    reading = true;
    try {
      while (changed && !res.writableEnded && !res.destroyed) {
        changed = false;
        const update = await readVisitorUpdate(bridge.pool, conversationId, cursor);
        if (!update) return stream.end();
        cursor = update.cursor;
        stream.send({ event: "update", data: update, id: String(cursor) });
      }
    } catch (error) {
      // The browser connects again and begins where it was.
      log.debug({ error: (error as Error).message }, "bridge: event stream ended");
      stream.end();
    } finally {
      reading = false;
    }
  };
  const unsubscribe = bridge.listener.subscribe(`conversation:${conversationId}`, () => {
    changed = true;
    void push();
  });
  // Only passed on: whoever connects later does not need to know that somebody typed.
  const typing = [true, false].map((on) =>
    bridge.listener.subscribe(agentTypingTopic(conversationId, on), () =>
      stream.send({ event: "typing", data: { typing: on } }),
    ),
  );
  stream.onEnd(() => {
    for (const end of [unsubscribe, ...typing]) end();
  });
  await push();
}

function cursorOf(value: unknown): number {
  const cursor = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : 0;
  return Number.isSafeInteger(cursor) ? cursor : 0;
}
