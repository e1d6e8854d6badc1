import type { Sandbox } from "../sandbox.ts";
import type { WebhookEvent } from "../state/engage-conversation-model.ts";
import type { Webhook } from "../state/engage-model.ts";
import { objectId } from "./object-id.ts";
import { sendWaiting, waitingFor } from "./webhook-delivery.ts";

/** Puts an event on its way to every webhook that has subscribed to it. */
export function tellWebhooks(sandbox: Sandbox, event: WebhookEvent): void {
  const { engage, switches } = sandbox.store;
  const lost = switches.engageWebhookOmit.split(",").map((type) => type.trim());
  if (lost.includes(event.type)) return;
  for (const webhook of engage.webhooks.list()) {
    if (!wants(webhook, event)) continue;
    addToEnvelope(sandbox, webhook, event);
    sendWaiting(sandbox, webhook.id);
  }
}

function wants(webhook: Webhook, event: WebhookEvent): boolean {
  if (!webhook.active || !webhook.registeredEvents.includes(event.type)) return false;
  const isNamed = event.sourceId !== null && webhook.sourceIds.includes(event.sourceId);
  return webhook.sourceStrategy === "none_except" ? isNamed : !isNamed;
}

/** Into an envelope that has not been tried and has room, or into a new one. */
function addToEnvelope(sandbox: Sandbox, webhook: Webhook, event: WebhookEvent): void {
  const { store } = sandbox;
  const { deliveries } = store.engage;
  const open = waitingFor(sandbox, webhook.id).at(-1);
  if (open && open.attempts === 0 && open.eventIds.length < store.switches.engageWebhookBatch) {
    deliveries.update(open.id, { eventIds: [...open.eventIds, event.id] });
    return;
  }
  const now = store.now();
  const id = objectId(now);
  deliveries.put(id, {
    id,
    webhookId: webhook.id,
    envelopeId: id,
    eventIds: [event.id],
    state: "waiting",
    attempts: 0,
    nextAttemptAt: now,
    lastStatus: null,
    lastError: null,
    createdAt: now,
  });
}
