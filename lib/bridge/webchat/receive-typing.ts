import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { typingSchema } from "#lib/handover/conversation/schema.ts";
import { log } from "#lib/log.ts";
import type { Bridge } from "../bridge.ts";
import { readInput } from "./visitor.ts";

const MIN_PAUSE_MS = 2_000;
const MAX_REMEMBERED = 10_000;
const shownAt = new Map<string, number>();

/** `POST …/typing {typing}`: shown to the agent if there is one. Worth one try and no record. */
export async function receiveTyping(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  providerId: string,
  conversationId: string,
) {
  const { typing } = await readInput(req, typingSchema);
  res.writeHead(204).end();
  const now = Date.now();
  if (typing && now - (shownAt.get(conversationId) ?? 0) < MIN_PAUSE_MS) return;
  if (shownAt.size >= MAX_REMEMBERED) shownAt.clear();
  shownAt.set(conversationId, now);
  try {
    const provider = await bridge.providers.find(providerId);
    if (!provider?.connectionId || !provider.channelId) return;
    const { kind, connectionId, channelId } = provider;
    const { rows } = await bridge.pool.query<{ state: string }>(
      "SELECT state FROM conversation WHERE id = $1 AND state = 'agent'",
      [conversationId],
    );
    if (rows.length === 0) return;
    const centre = await bridge.contactCentreFor({ providerId, kind, connectionId, channelId });
    await centre.showTyping(conversationId, typing);
  } catch (error) {
    log.debug({ conversation: conversationId, error: (error as Error).message }, "bridge: typing not shown");
  }
}
