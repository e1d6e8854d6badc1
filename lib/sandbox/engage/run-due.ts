import type { Sandbox } from "../sandbox.ts";
import { dueReplies } from "./export-reply.ts";
import { implementsVerb } from "./implementation-info.ts";
import { reactivateIntervention } from "./interventions.ts";
import { tellQueue } from "./queue-updates.ts";
import { afterSave, sourceQueue, synchronise } from "./synchronise.ts";
import { createTask } from "./tasks.ts";
import { tellWebhooks } from "./tell-webhooks.ts";
import { sendWaiting, webhookQueue } from "./webhook-delivery.ts";
import { probeWebhook, validateWebhook } from "./webhook-validation.ts";

/** How often the simulated Engage looks at the sandbox's clock. */
const everyMs = 200;
/** Without a list action a source is visited less often (facts/engage.md §2.1 "Cadence"). */
const slower = 3;

/** Makes Engage call out: at once when something happens, and by the clock. The answer ends it. */
export function startEngageCalls(sandbox: Sandbox): () => void {
  const { engage, store } = sandbox;
  engage.on("event", (event) => tellWebhooks(sandbox, event));
  engage.on("webhookSaved", (webhook) => validateWebhook(sandbox, webhook.id));
  engage.on("sourceSaved", (source) => afterSave(sandbox, source.id));
  engage.on("queue", ({ channelId }) => tellQueue(sandbox, channelId));
  engage.on("reply", (content) => {
    if (store.switches.engageSyncAfterReply) synchronise(sandbox, content.sourceId);
  });
  // What was being validated when the sandbox stopped is validated again.
  for (const webhook of store.engage.webhooks.list())
    if (webhook.active && webhook.status === "pending") validateWebhook(sandbox, webhook.id);
  const timer = setInterval(() => runDue(sandbox), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Does what the clock says is due. */
export function runDue(sandbox: Sandbox): void {
  const { store, background } = sandbox;
  const now = store.now();
  const isDue = (at: number | null) => at !== null && at <= now;
  const due = new Set<string>();
  for (const row of store.engage.deliveries.where("state", "waiting"))
    if (isDue(row.nextAttemptAt)) due.add(row.webhookId);
  for (const webhookId of due) {
    const isOpen = store.engage.webhooks.get(webhookId)?.status === "enabled";
    if (isOpen && !background.isBusy(webhookQueue(webhookId))) sendWaiting(sandbox, webhookId);
  }
  for (const health of store.engage.webhookHealth.list())
    if (isDue(health.probeAt) && !background.isBusy(webhookQueue(health.webhookId)))
      probeWebhook(sandbox, health.webhookId);
  visitSources(sandbox, now);
  for (const row of store.engage.interventions.list()) {
    if (!isDue(row.deferredUntil)) continue;
    const content = store.engage.contents.get(row.contentId);
    reactivateIntervention(sandbox, row);
    if (content) createTask(sandbox, content);
  }
}

function visitSources(sandbox: Sandbox, now: number): void {
  const { store } = sandbox;
  for (const source of store.engage.sources.list()) {
    if (!source.active || source.baseUri === "" || sandbox.background.isBusy(sourceQueue(source.id)))
      continue;
    const hasLists = ["threads", "messages", "private_messages"].some((name) =>
      implementsVerb(source, name, "list"),
    );
    const seconds = store.switches.engageSyncSeconds * (source.implementation && !hasLists ? slower : 1);
    const isDue = (source.lastSyncAt ?? source.implementationAt ?? 0) + seconds * 1000 <= now;
    // A reply that failed is tried again without waiting for the next round.
    const hasRetry = dueReplies(sandbox, source.id).some((content) => content.exportAttempts > 0);
    if (isDue || hasRetry) synchronise(sandbox, source.id);
  }
}
