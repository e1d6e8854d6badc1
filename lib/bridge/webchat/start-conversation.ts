import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { takePoint } from "#lib/auth/rate-limit.ts";
import { AppError } from "#lib/errors.ts";
import { personaOf } from "#lib/handover/bot/persona.ts";
import { newConversationSchema } from "#lib/handover/conversation/schema.ts";
import { newId, newSecret } from "#lib/ids.ts";
import { sha256 } from "../bearer.ts";
import type { Bridge } from "../bridge.ts";
import type { ProviderFacts } from "../providers.ts";
import { sendJson } from "../respond.ts";
import { readInput } from "./visitor.ts";

const NEW_CONVERSATIONS = { name: "webchat-new", points: 300, durationSeconds: 600 };
const VISITOR_TOKEN_LENGTH = 43;

/**
 * `POST /handover/webchat/{providerId}/conversations`: a new visitor. The token is told once; its hash is kept.
 * `providerId` of the answer is the handover that the conversation belongs to: another one where the bot has moved.
 */
export async function startConversation(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  providerId: string,
) {
  await takePoint(NEW_CONVERSATIONS, String(req.headers["x-patchbay-ip"] ?? req.socket.remoteAddress));
  const provider = await whereBotIs(bridge, providerId);
  if (!provider) {
    throw new AppError("not_found", {
      title: "This chat does not exist",
      detail: "No handover has this address.",
      fix: "Check the address, or open the webchat from the handover's page.",
    });
  }
  const { visitorName } = await readInput(req, newConversationSchema);
  const id = newId("cnv");
  const visitorToken = newSecret(VISITOR_TOKEN_LENGTH);
  const { name, greeting } = personaOf(provider.bot);
  await bridge.pool.query(
    `WITH new AS (
       INSERT INTO conversation (id, provider_id, visitor_name, visitor_hash) VALUES ($1, $2, $3, $4) RETURNING id
     ), greeting AS (
       INSERT INTO message (conversation_id, external_id, author, author_name, text, sent_at, delivery)
       SELECT id, id || '.greeting', 'bot', $5, $6, now(), 'delivered' FROM new WHERE $6::text IS NOT NULL
     )
     SELECT pg_notify('patchbay', '{"topic":"conversations"}') FROM new`,
    [id, provider.id, visitorName || null, sha256(visitorToken), name, greeting],
  );
  sendJson(res, 201, { providerId: provider.id, conversationId: id, visitorToken });
}

const TAKES_VISITORS: ReadonlySet<string> = new Set(["live", "degraded"]);

/** A bot that was moved in a circle is looked for no longer than this. */
const MOST_MOVES = 10;

/**
 * The handover that has the bot now, if it takes visitors yet; else the last one before it that does, and the one that was
 * asked for at the latest. A bot may have been moved on.
 */
async function whereBotIs(bridge: Bridge, providerId: string): Promise<ProviderFacts | undefined> {
  const asked = await bridge.providers.find(providerId);
  let [last, taker] = [asked, asked];
  for (let moves = 0; last?.movedTo && moves < MOST_MOVES; moves++) {
    last = await bridge.providers.find(last.movedTo);
    if (last && TAKES_VISITORS.has(last.state)) taker = last;
  }
  return taker;
}
