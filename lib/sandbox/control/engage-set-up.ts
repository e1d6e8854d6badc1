import type { Hono } from "hono";
import { flushImports } from "../engage/import-queue.ts";
import { sourceQueue } from "../engage/synchronise.ts";
import { webhookQueue } from "../engage/webhook-delivery.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { engageIds } from "../state/engage-ids.ts";
import type { Source, User, Webhook } from "../state/engage-model.ts";
import { asArray, asBoolean, asRecord, asText, type JsonRecord } from "../wire/values.ts";

function texts(value: unknown): string[] {
  return asArray(value).flatMap((item) => asText(item) ?? []);
}

/** `POST /control/engage/set-up`: what a person does in the admin pages and no API can do, in one call. */
export function engageSetUpControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { engage } = store;

  const setSource = (given: JsonRecord): string | null => {
    const row = engage.sources.get(asText(given.id) ?? engageIds.sources.webchat);
    if (!row) return "There is no such source.";
    const changed: Source = {
      ...row,
      baseUri: asText(given.baseUri) ?? row.baseUri,
      token: asText(given.token) ?? row.token,
      active: asBoolean(given.active) ?? row.active,
      alternativeSignature: asBoolean(given.alternativeSignature) ?? row.alternativeSignature,
      verifySignature: asBoolean(given.verifySignature) ?? row.verifySignature,
      fromName: asText(given.fromName) ?? row.fromName,
      defaultCategoryIds:
        given.defaultCategoryIds === undefined ? row.defaultCategoryIds : texts(given.defaultCategoryIds),
      updatedAt: store.now(),
    };
    sandbox.engage.emit("sourceSaved", engage.sources.put(row.id, changed));
    return null;
  };

  const setWebhook = (given: JsonRecord): string | null => {
    const url = asText(given.url);
    const row = engage.webhooks.find((one) => one.id === given.id || (url !== undefined && one.url === url));
    if (!row) return "There is no such webhook.";
    const changed: Webhook = {
      ...row,
      active: asBoolean(given.active) ?? row.active,
      sourceStrategy:
        given.sourceStrategy === "all_except" || given.sourceStrategy === "none_except"
          ? given.sourceStrategy
          : row.sourceStrategy,
      sourceIds: given.sourceIds === undefined ? row.sourceIds : texts(given.sourceIds),
      updatedAt: store.now(),
    };
    engage.webhooks.put(row.id, changed);
    if (changed.active && !row.active) sandbox.engage.emit("webhookSaved", changed);
    return null;
  };

  /** Ticks Controlled identity, and gives the identity to agents. */
  const setIdentity = (given: JsonRecord): string | null => {
    const row = engage.identities.find((one) => one.foreignId === given.foreignId);
    if (!row) return `There is no identity ${asText(given.foreignId) ?? ""}: it appears with users.create.`;
    if (!row.puppetizable) return `The identity ${row.foreignId} is not puppetizable.`;
    engage.identities.update(row.id, { controlled: asBoolean(given.controlled) ?? true });
    for (const id of texts(given.agentIds)) {
      const user = engage.users.get(id);
      if (!user) return `There is no agent ${id}.`;
      if (!user.identityIds.includes(row.id))
        engage.users.update(id, { identityIds: [...user.identityIds, row.id] });
    }
    return null;
  };

  /** In every group of channels alike; null disconnects. */
  const presenceOf = (given: unknown, before: User["presence"]): User["presence"] => {
    if (given === null) return null;
    if (given !== "available" && given !== "away") return before;
    const presence: NonNullable<User["presence"]> = {};
    for (const channel of engage.channels.list()) presence[channel.id] = given;
    return presence;
  };

  const setAgent = (given: JsonRecord): string | null => {
    const user = engage.users.get(asText(given.id) ?? "");
    if (!user) return "There is no such agent.";
    const sourceId = asText(given.sourceId) ?? engageIds.sources.webchat;
    const rights = given.rights === undefined ? ["read", "reply"] : texts(given.rights);
    engage.users.update(user.id, {
      sourcesPermissions: { ...user.sourcesPermissions, [sourceId]: rights },
      categoryIds: given.categoryIds === undefined ? user.categoryIds : texts(given.categoryIds),
      presence: presenceOf(given.presence, user.presence),
    });
    return null;
  };

  /** Imports at once what the realtime endpoint has taken and still holds back. */
  app.post("/control/engage/flush", (c) => c.json({ imported: flushImports(sandbox) }));

  app.post("/control/engage/set-up", async (c) => {
    flushImports(sandbox);
    const body = asRecord(await c.req.json().catch(() => null));
    const taskMode = asBoolean(body.taskMode);
    if (taskMode !== undefined)
      store.setSetting("engageSettings", {
        ...store.setting<object>("engageSettings", {}),
        push_enabled: taskMode,
      });
    const errors = [
      ...(body.source === undefined ? [] : [setSource(asRecord(body.source))]),
      ...(body.webhook === undefined ? [] : [setWebhook(asRecord(body.webhook))]),
      ...asArray(body.agents).map((given) => setAgent(asRecord(given))),
      ...asArray(body.identities).map((given) => setIdentity(asRecord(given))),
    ].filter((error) => error !== null);
    for (const { id } of engage.sources.list()) await sandbox.background.finished(sourceQueue(id));
    for (const { id } of engage.webhooks.list()) await sandbox.background.finished(webhookQueue(id));
    return errors.length > 0 ? c.json({ error: errors.join(" ") }, 409) : c.body(null, 204);
  });
}
