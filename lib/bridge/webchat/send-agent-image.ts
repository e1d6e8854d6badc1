import "server-only";
import type { ServerResponse } from "node:http";
import { egress } from "#lib/connections/egress.ts";
import { AppError } from "#lib/errors.ts";
import { parseRelaySettings } from "#lib/handover/relay/settings.ts";
import { log } from "#lib/log.ts";
import type { Bridge } from "../bridge.ts";

const MAX_BYTES = 512 * 1024;
const TIMEOUT_MS = 5_000;
const PICTURES = /^image\/(png|jpeg|gif|webp|avif|svg\+xml)\b/i;

/**
 * `GET …/agent-image?message=`: the picture of the agent who wrote a message, when the handover displays agent
 * details (H-40). Fetched by us: the pages of the webchat load nothing from elsewhere, and the vendor does not learn
 * where a visitor is.
 */
export async function sendAgentImage(bridge: Bridge, res: ServerResponse, conversationId: string, url: URL) {
  const picture = await findPicture(bridge, conversationId, Number(url.searchParams.get("message")));
  if (!picture) throw noPicture();
  let answer: Awaited<ReturnType<ReturnType<typeof egress>["send"]>>;
  try {
    answer = await egress().send({
      operation: "agent-image.get",
      method: "GET",
      url: picture.url,
      headers: { accept: "image/*" },
      idempotent: true,
      maxBodyBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
      maxAttempts: 1,
      ...(picture.connectionId ? { connectionId: picture.connectionId } : {}),
    });
  } catch (error) {
    log.debug({ conversation: conversationId, error: (error as Error).message }, "bridge: no agent picture");
    throw noPicture();
  }
  const type = answer.headers["content-type"] ?? "";
  if (!answer.ok || !PICTURES.test(type)) throw noPicture();
  res.writeHead(200, {
    "content-type": type,
    "content-length": answer.body.length,
    "cache-control": "private, max-age=86400",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
  });
  res.end(answer.body);
}

async function findPicture(bridge: Bridge, conversationId: string, messageId: number) {
  if (!Number.isSafeInteger(messageId) || messageId < 1) return undefined;
  const { rows } = await bridge.pool.query<{ url: string; connectionId: string | null; settings: unknown }>(
    `SELECT m.author_image AS url, p.connection_id AS "connectionId", p.settings
     FROM message m JOIN conversation v ON v.id = m.conversation_id JOIN handover_provider p ON p.id = v.provider_id
     WHERE m.conversation_id = $1 AND m.id = $2 AND m.author = 'agent' AND m.author_image IS NOT NULL`,
    [conversationId, messageId],
  );
  const found = rows[0];
  return found && parseRelaySettings(found.settings).displayAgentDetails ? found : undefined;
}

const noPicture = () =>
  new AppError("not_found", {
    title: "There is no picture",
    detail: "The agent has none, or it cannot be shown.",
  });
