import { onTestFinished } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import { newProviderId, newSecret } from "#lib/ids.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import type { BridgeOptions } from "../handler.ts";
import { listenBridge, makeConnection, makeConversation } from "../test-bridge.ts";

const hex24 = () => crypto.randomUUID().replaceAll("-", "").slice(0, 24);

/** An Engage handover without an Engage: enough for what comes in. */
export async function makeDoorHandover(
  secrets: Partial<Record<"realtimeToken" | "engageWebhookSecret" | "engageVerifyToken", string>> = {},
  connectionId?: string,
) {
  const providerId = newProviderId();
  const sourceId = hex24();
  await db().handoverProvider.create({
    data: {
      id: providerId,
      name: `Engage ${providerId}`,
      kind: "engage",
      bot: { adapter: "demo" },
      settings: {},
      state: "live",
      channelId: sourceId,
      byocClientId: `client-${providerId}`,
      connectionId: connectionId ?? (await makeConnection()),
      engage: { sourceId },
    },
  });
  const kept = {
    realtimeToken: newSecret(64),
    engageWebhookSecret: newSecret(48),
    engageVerifyToken: newSecret(24),
    ...secrets,
  };
  for (const [field, value] of Object.entries(kept)) {
    await putSecret(db(), `handover:${providerId}`, field, value, { now: new Date() });
  }
  return { providerId, sourceId, ...kept };
}

/** A bridge that listens, an Engage handover and a conversation of it with a thread. */
export async function openDoor(options: Partial<BridgeOptions> = {}) {
  const bridge = await listenBridge({ pool: pool(), ...options });
  onTestFinished(() => bridge.close());
  const handover = await makeDoorHandover();
  const threadId = hex24();
  const { id, visitorToken } = await makeConversation(handover.providerId, {
    state: "queued",
    contactId: threadId,
    handoverSeq: 1,
    handoverAt: new Date(Date.now() - 60_000),
  });
  return {
    bridge,
    url: `${bridge.url}/handover/rce`,
    token: handover.realtimeToken,
    secret: handover.engageWebhookSecret,
    ...handover,
    threadId,
    id,
    visitorToken,
  };
}
