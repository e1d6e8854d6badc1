import "server-only";
import { db } from "#lib/db/client.ts";
import { createWebhook, deleteWebhook, updateWebhook, type Webhook } from "#lib/engage/webhooks.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import type { Applied, Change, DesiredObject, ObservedObject } from "#lib/setup/step.ts";
import { fingerprint } from "#lib/vault/seal.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { type EngageContext, SYSTEM, webhookUrlOf } from "./context.ts";
import { WEBHOOK_LINE } from "./write-target.ts";

/** Without it a handover never ends (E-52). */
export const CLOSED_EVENT = "intervention.closed";

export function desiredWebhook(context: EngageContext): DesiredObject[] {
  const { secrets, provider, connection } = context;
  const { engageWebhookSecret: secret, engageVerifyToken: verifyToken } = secrets;
  if (!secret.set || !verifyToken.set) return [];
  const url = webhookUrlOf(context);
  return [
    {
      lineId: WEBHOOK_LINE,
      system: SYSTEM,
      kind: "webhook",
      name: `Patchbay ${provider.name}`,
      naturalKey: url,
      fields: {
        url,
        active: true,
        event: CLOSED_EVENT,
        // Engage shows the token to whoever may see the webhook, so it can be compared; people compare fingerprints.
        verifyTokenFingerprint: verifyToken.fingerprint,
        secret: { secret: secret.fingerprint },
      },
      foreign: "adopt",
      ...(connection ? {} : { blocked: "No connection is chosen: finish step Connection." }),
    },
  ];
}

/** Ours by its id, else the one that leads to us: Engage takes an address once for each API token (E-50). */
export async function findWebhook(context: EngageContext): Promise<Webhook | null> {
  const all = await context.account.webhooks();
  const ownId = remoteIdOf(context, WEBHOOK_LINE);
  const url = webhookUrlOf(context);
  return all.find(({ id }) => id === ownId) ?? all.find((webhook) => webhook.url === url) ?? null;
}

const eventsOf = ({ events }: Webhook): string =>
  events.includes(CLOSED_EVENT) ? CLOSED_EVENT : events.join(", ") || "none";

export async function observeWebhook(context: EngageContext): Promise<ObservedObject[]> {
  if (!context.connection) return [];
  const found = await findWebhook(context);
  if (!found) return [];
  const { engageVerifyToken: kept } = context.secrets;
  const ours = kept.set ? kept.fingerprint : null;
  const fields = {
    url: found.url,
    active: found.active,
    event: eventsOf(found),
    // An account that does not show it says nothing about it.
    verifyTokenFingerprint: found.verifyToken === "" ? ours : fingerprint(found.verifyToken),
  };
  return [{ lineId: WEBHOOK_LINE, remoteId: found.id, fields, ours: false }];
}

export async function applyWebhook(change: Change, context: EngageContext): Promise<Applied> {
  const engage = await context.engage();
  if (change.action === "delete") {
    await deleteWebhook(engage, change.managed.remoteId);
    return { remoteId: change.managed.remoteId };
  }
  const [secret, verifyToken] = await Promise.all([
    readSecret(db(), context.subject, "engageWebhookSecret"),
    readSecret(db(), context.subject, "engageVerifyToken"),
  ]);
  if (!secret || !verifyToken) throw new Error("A webhook line without its secrets");
  const { name, naturalKey: url } = change.desired;
  const wanted = { name, url, active: true, secret, verifyToken };
  if (change.action === "create") {
    const made = await createWebhook(engage, { ...wanted, events: [CLOSED_EVENT] });
    return { remoteId: made.id };
  }
  const found = await findWebhook(context);
  const events = [...new Set([...(found?.events ?? []), CLOSED_EVENT])];
  const changed = await updateWebhook(engage, change.current.remoteId, { ...wanted, events });
  return { remoteId: changed.id };
}
