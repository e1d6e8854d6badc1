import { randomBytes } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";
import type { Webhook } from "../state/engage-model.ts";
import { callOut } from "../wire/call-out.ts";
import { secretHeader, sendWaiting, webhookQueue } from "./webhook-delivery.ts";
import { disableWebhook } from "./webhook-health.ts";

/**
 * Checks the address of a webhook after it was saved while active, behind the answer to whoever saved it. An address
 * that does not give the challenge back is disabled until a person switches it on again (facts/engage.md §3).
 */
export function validateWebhook(sandbox: Sandbox, webhookId: string): void {
  const { store, background } = sandbox;
  store.engage.webhooks.update(webhookId, { status: "pending", lastError: null });
  background.run(webhookQueue(webhookId), async () => {
    const webhook = store.engage.webhooks.get(webhookId);
    if (!webhook?.active) return;
    const error = await challenge(sandbox, webhook);
    const current = store.engage.webhooks.get(webhookId);
    if (!current?.active || background.stopped.aborted) return;
    if (error !== null) {
      disableWebhook(sandbox, webhookId, `Validation failed: ${error}`);
      return;
    }
    store.engage.webhooks.update(webhookId, { status: "enabled", lastError: null });
    store.engage.webhookHealth.remove(webhookId);
    sendWaiting(sandbox, webhookId);
  });
}

/** Asks a suspended webhook whether it is well again; if so, everything that waits for it goes out. */
export function probeWebhook(sandbox: Sandbox, webhookId: string): void {
  const { store, background } = sandbox;
  background.run(webhookQueue(webhookId), async () => {
    const webhook = store.engage.webhooks.get(webhookId);
    if (webhook?.status !== "suspended") return;
    const error = await challenge(sandbox, webhook);
    if (background.stopped.aborted || store.engage.webhooks.get(webhookId)?.status !== "suspended") return;
    if (error === null) {
      store.engage.webhooks.update(webhookId, { status: "enabled", lastError: null });
      store.engage.webhookHealth.remove(webhookId);
      sendWaiting(sandbox, webhookId);
    } else store.engage.webhookHealth.update(webhookId, { probeAt: store.now() + 300_000 });
  });
}

/** One `GET` with hub.*; the answer is what went wrong, or null. */
async function challenge(sandbox: Sandbox, webhook: Webhook): Promise<string | null> {
  const expected = randomBytes(16).toString("hex");
  const url = new URL(webhook.url);
  url.searchParams.set("hub.challenge", expected);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.verify_token", webhook.verifyToken);
  const outcome = await callOut(sandbox, {
    system: "engage-outbound",
    method: "GET",
    url: url.href,
    headers: { "content-type": "application/json", ...secretHeader(webhook) },
    body: "",
    timeoutMs: sandbox.store.switches.engageTimeoutSeconds * 1000,
  });
  if (!outcome.ok) return outcome.error;
  if (outcome.status !== 200) return `answered ${outcome.status}, 200 was expected`;
  return outcome.text === expected ? null : "the body was not exactly the challenge";
}
