import { setTimeout as wait } from "node:timers/promises";
import type { Sandbox } from "../sandbox.ts";
import type { WebhookDelivery, WebhookEvent } from "../state/engage-conversation-model.ts";
import type { Webhook } from "../state/engage-model.ts";
import { callOut } from "../wire/call-out.ts";
import { noteOutcome } from "./webhook-health.ts";

/** Long enough for the events of one deed to be waiting together when they are to be shuffled. */
const gatherMs = 100;

/** Calls to one webhook go out one after another, and so does its validation. */
export function webhookQueue(webhookId: string): string {
  return `engage webhook ${webhookId}`;
}

/** The secret goes in clear, it is not a signature; without one there is no header (facts/engage.md §3). */
export function secretHeader(webhook: Webhook): Record<string, string> {
  return webhook.secret === "" ? {} : { "X-Dimelo-Secret": webhook.secret };
}

/** Starts bringing what is due to a webhook, unless deliveries are held. */
export function sendWaiting(sandbox: Sandbox, webhookId: string): void {
  const { store, background } = sandbox;
  background.run(webhookQueue(webhookId), async () => {
    if (store.switches.engageWebhookOrder !== "issued")
      await wait(gatherMs, undefined, { signal: background.stopped });
    for (;;) {
      const next = store.switches.engageWebhookHold ? undefined : nextDue(sandbox, webhookId);
      const webhook = store.engage.webhooks.get(webhookId);
      if (!next || background.stopped.aborted) return;
      // While a person has it off, or the error rate has stopped it, nothing goes out.
      if (!webhook?.active || webhook.status !== "enabled") return;
      await deliver(sandbox, webhook, next);
    }
  });
}

/** What is tried next, in the order that the switch names. */
function nextDue(sandbox: Sandbox, webhookId: string): WebhookDelivery | undefined {
  const { store } = sandbox;
  const now = store.now();
  const due = waitingFor(sandbox, webhookId).filter((row) => (row.nextAttemptAt ?? 0) <= now);
  const order = store.switches.engageWebhookOrder;
  if (order === "reversed") return due.at(-1);
  return due[order === "random" ? Math.floor(Math.random() * due.length) : 0];
}

export function waitingFor(sandbox: Sandbox, webhookId: string): WebhookDelivery[] {
  return sandbox.store.engage.deliveries
    .where("state", "waiting")
    .filter((row) => row.webhookId === webhookId);
}

function retrySeconds(sandbox: Sandbox): number[] {
  return sandbox.store.switches.engageWebhookRetrySeconds
    .split(",")
    .map((text) => Number(text.trim()))
    .filter((seconds) => Number.isFinite(seconds) && seconds > 0);
}

async function deliver(sandbox: Sandbox, webhook: Webhook, delivery: WebhookDelivery): Promise<void> {
  const { store } = sandbox;
  const { deliveries } = store.engage;
  const attempts = delivery.attempts + 1;
  // Counted before the call: an envelope that is on its way takes no further event.
  deliveries.update(delivery.id, { attempts });
  let answer: Answer = { status: null, error: "not sent" };
  for (let copy = 0; copy < Math.max(1, store.switches.engageWebhookCopies); copy += 1) {
    answer = await post(sandbox, webhook, delivery);
    if (sandbox.background.stopped.aborted) return;
    noteOutcome(sandbox, webhook.id, answer.error);
    if (answer.error !== null) break;
  }
  // Whoever disabled the webhook has given up what was waiting for it.
  if (deliveries.get(delivery.id)?.state !== "waiting") return;
  const last = { lastStatus: answer.status, lastError: answer.error };
  const seconds = answer.error === null ? undefined : retrySeconds(sandbox)[attempts - 1];
  deliveries.update(delivery.id, {
    ...last,
    state: answer.error === null ? "delivered" : seconds === undefined ? "given_up" : "waiting",
    nextAttemptAt: seconds === undefined ? null : store.now() + seconds * 1000,
  });
}

type Answer = { status: number | null; error: string | null };

/** One call. Only a 200 will do, not any other 2xx. */
async function post(sandbox: Sandbox, webhook: Webhook, delivery: WebhookDelivery): Promise<Answer> {
  const { store } = sandbox;
  const events = delivery.eventIds.flatMap((id) => store.engage.webhookEvents.get(id) ?? []);
  const outcome = await callOut(sandbox, {
    system: "engage-outbound",
    method: "POST",
    url: webhook.url,
    headers: { "content-type": "application/json", ...secretHeader(webhook) },
    body: JSON.stringify({
      id: delivery.envelopeId,
      domain_id: domainId(sandbox),
      events: events.map((event) => eventView(sandbox, event)),
    }),
    timeoutMs: store.switches.engageTimeoutSeconds * 1000,
  });
  if (!outcome.ok) return { status: null, error: outcome.error };
  const { status } = outcome;
  return { status, error: status === 200 ? null : `answered ${status}, 200 was expected` };
}

function domainId(sandbox: Sandbox): string {
  return sandbox.store.setting<{ id: string }>("engageSettings", { id: "" }).id;
}

function eventView(sandbox: Sandbox, event: WebhookEvent): Record<string, unknown> {
  const { type, id, metadata } = event.resource;
  const hasNoTime = sandbox.store.switches.engageClosedAtIsNull && "closed_at" in metadata;
  return {
    type: event.type,
    id: event.id,
    ...(event.userId === null ? {} : { user_id: event.userId }),
    issued_at: new Date(event.issuedAt).toISOString(),
    resource: { type, id, metadata: hasNoTime ? { ...metadata, closed_at: null } : metadata },
  };
}

/** Makes the last delivery of every webhook again, all copies at once; the answer is the status of each. */
export async function repeatDelivery(sandbox: Sandbox, copies: number): Promise<(number | null)[]> {
  const { engage } = sandbox.store;
  const calls = engage.webhooks.list().flatMap((webhook) => {
    const last = engage.deliveries.where("webhook", webhook.id).findLast((row) => row.state === "delivered");
    return last ? Array.from({ length: copies }, () => post(sandbox, webhook, last)) : [];
  });
  return (await Promise.all(calls)).map((answer) => answer.status);
}
