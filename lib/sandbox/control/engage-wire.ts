import type { Hono } from "hono";
import { callSource } from "../engage/call-source.ts";
import { sourceQueue, synchronise } from "../engage/synchronise.ts";
import { repeatDelivery } from "../engage/webhook-delivery.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { engageIds } from "../state/engage-ids.ts";
import { type Source, sdkType, type Webhook } from "../state/engage-model.ts";
import { parseSwitches } from "../state/switches.ts";
import { asArray, asRecord, asText } from "../wire/values.ts";

/** The names under which `POST /control/engage/webhooks` takes its switches. */
const webhookSwitches: Record<string, [name: string, read: (value: unknown) => unknown]> = {
  duplicate: ["engageWebhookCopies", (value) => value],
  shuffle: [
    "engageWebhookOrder",
    (value) => (value === true ? "random" : value === false ? "issued" : value),
  ],
  hold: ["engageWebhookHold", (value) => value],
  batch: ["engageWebhookBatch", (value) => value],
  omit: ["engageWebhookOmit", (value) => asArray(value).join(",")],
  closedAt: ["engageClosedAtIsNull", (value) => value === null],
  retrySeconds: ["engageWebhookRetrySeconds", (value) => asArray(value).join(",")],
  disableAfter: ["engageWebhookDisableAfter", (value) => value],
  suspendPercent: ["engageWebhookSuspendPercent", (value) => value],
};

function webhookView({ id, name, url, active, status, lastError, sourceStrategy, sourceIds }: Webhook) {
  return { id, name, url, active, status, lastError, sourceStrategy, sourceIds };
}

function sourceView({ id, name, baseUri, status, errorMessage, implementation, lastSyncAt }: Source) {
  return { id, name, baseUri, status, errorMessage, implementation, lastSyncAt };
}

/** How a test makes Engage call out: webhooks in any number and order, synchronisation runs, single actions. */
export function engageWireControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store, background } = sandbox;
  const { engage } = store;
  const state = () => ({
    webhooks: engage.webhooks.list().map(webhookView),
    deliveries: engage.deliveries.list().map((row) => ({
      ...row,
      types: row.eventIds.map((id) => engage.webhookEvents.get(id)?.type ?? null),
    })),
  });

  app.get("/control/engage/webhooks", (c) => c.json(state()));

  app.post("/control/engage/webhooks", async (c) => {
    const { release, repeat, ...given } = asRecord(await c.req.json().catch(() => null));
    const change: Record<string, unknown> = release === true ? { engageWebhookHold: false } : {};
    for (const [name, value] of Object.entries(given)) {
      const known = webhookSwitches[name];
      if (!known)
        return c.json(
          {
            error: `There is no "${name}". Send: ${Object.keys(webhookSwitches).join(", ")}, release, repeat.`,
          },
          400,
        );
      change[known[0]] = known[1](value);
    }
    const parsed = parseSwitches(change);
    if (!parsed.ok) return c.json({ error: parsed.reason }, 400);
    store.setSetting("switches", { ...store.switches, ...parsed.change });
    const statuses = typeof repeat === "number" ? await repeatDelivery(sandbox, repeat) : undefined;
    return c.json({ ...state(), ...(statuses ? { statuses } : {}) });
  });

  /** The sources that are named, or every Source SDK source that has a Base URI. */
  const sourcesOf = (sourceId: unknown): Source[] =>
    engage.sources
      .list()
      .filter((row) =>
        sourceId === undefined ? row.type === sdkType && row.baseUri !== "" : row.id === sourceId,
      );

  app.post("/control/engage/sync", async (c) => {
    const { sourceId } = asRecord(await c.req.json().catch(() => null));
    const sources = sourcesOf(sourceId);
    if (sources.length === 0) return c.json({ error: "There is no such source with a Base URI." }, 404);
    for (const { id } of sources) synchronise(sandbox, id);
    for (const { id } of sources) await background.finished(sourceQueue(id));
    return c.json({ sources: sourcesOf(sourceId).map(sourceView) });
  });

  app.post("/control/engage/call", async (c) => {
    const { sourceId, action, params } = asRecord(await c.req.json().catch(() => null));
    const source = engage.sources.get(asText(sourceId) ?? engageIds.sources.webchat);
    if (!source || typeof action !== "string")
      return c.json({ error: 'Send "action", such as "messages.show", and "params".' }, 400);
    return c.json(
      await callSource(sandbox, source, action, params === undefined ? undefined : asRecord(params)),
    );
  });
}
