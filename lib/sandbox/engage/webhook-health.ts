import type { Sandbox } from "../sandbox.ts";

const remembered = 20;
const probeSeconds = 300;

/** Takes note of a call to a webhook, and stops the webhook when too many have failed (facts/engage.md §3 "Retry"). */
export function noteOutcome(sandbox: Sandbox, webhookId: string, error: string | null): void {
  const { store } = sandbox;
  const webhook = store.engage.webhooks.get(webhookId);
  if (!webhook) return;
  const before = store.engage.webhookHealth.get(webhookId);
  const failuresInRow = error === null ? 0 : (before?.failuresInRow ?? 0) + 1;
  const outcomes = [...(before?.outcomes ?? []), error === null].slice(-remembered);
  store.engage.webhookHealth.put(webhookId, { webhookId, failuresInRow, outcomes, probeAt: null });
  store.engage.webhooks.update(webhookId, { lastError: error });
  const { engageWebhookDisableAfter: most, engageWebhookSuspendPercent: percent } = store.switches;
  if (most > 0 && failuresInRow >= most) {
    disableWebhook(sandbox, webhookId, `${failuresInRow} calls in a row failed: ${error}`);
    return;
  }
  const failed = outcomes.filter((outcome) => !outcome).length;
  if (percent > 0 && outcomes.length === remembered && failed * 100 >= percent * remembered) {
    store.engage.webhooks.update(webhookId, {
      status: "suspended",
      lastError: `${failed} of the last ${remembered} calls failed: ${error}`,
    });
    store.engage.webhookHealth.update(webhookId, { probeAt: store.now() + probeSeconds * 1000 });
  }
}

/** Off until a person switches it on again; what was still waiting for it is lost. */
export function disableWebhook(sandbox: Sandbox, webhookId: string, lastError: string): void {
  const { engage } = sandbox.store;
  engage.webhooks.update(webhookId, { status: "disabled", active: false, lastError });
  for (const row of engage.deliveries.where("webhook", webhookId)) {
    if (row.state === "waiting")
      engage.deliveries.update(row.id, {
        state: "given_up",
        nextAttemptAt: null,
        lastError: "Webhook disabled",
      });
  }
}
