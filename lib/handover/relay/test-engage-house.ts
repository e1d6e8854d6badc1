import { onTestFinished } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { listenBridge } from "#lib/bridge/test-bridge.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { connectionInputSchema } from "#lib/connections/schema.ts";
import { db, pool } from "#lib/db/client.ts";
import { agentAuthorId, botAuthorId } from "#lib/handover/engage/personas.ts";
import type { EngageTarget } from "#lib/handover/engage/target.ts";
import { newProviderId, newSecret } from "#lib/ids.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { type AgentDeed, engageControls } from "#lib/sandbox/control/engage-controls.ts";
import { person, records, testEngage } from "#lib/sandbox/engage/test-engage.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import type { RelayOptions } from "./start-relay.ts";
import { newVisitor, startTestRelay } from "./test-house.ts";

const ROBIN = engageIds.users.robin;

/** The whole house with the other contact centre: a simulated Engage, a bridge that listens, a handover, and a relay. */

export type EngageHouse = Awaited<ReturnType<typeof openEngageHouse>>;

export async function openEngageHouse(
  options: { settings?: object; relay?: false | Partial<RelayOptions> } = {},
) {
  const engage = await testEngage();
  await engage.setSwitches({ engageRequestsPerMinute: 100_000 });
  const bridge = await listenBridge({ pool: pool() });
  onTestFinished(() => bridge.close());
  const categories = await makeCategories(engage);
  const connectionId = await connect(engage);
  const handover = await makeEngageHandover(engage, {
    connectionId,
    categories,
    settings: options.settings ?? {},
  });
  await setUpAccount(engage, `${bridge.url}/handover/rce`, handover, categories);
  const relay = options.relay === false ? undefined : startTestRelay(options.relay ?? {});
  await relay?.ready();

  const threadOf = async (conversationId: string) =>
    records(
      await engage.rest("GET", `/content_threads?q=${encodeURIComponent(`foreign:"${conversationId}"`)}`),
    )[0];
  const casesOf = async (threadId: unknown) =>
    records(await engage.rest("GET", `/interventions?thread_id=${threadId}`));
  const contentsOf = async (threadId: unknown) =>
    records(await engage.rest("GET", `/contents?q=thread:${threadId}&limit=150`)).reverse();

  return {
    engage,
    bridge,
    handover,
    connectionId,
    categories,
    relay,
    threadOf,
    casesOf,
    contentsOf,
    door: `${bridge.url}/handover/rce`,
    visitor: () => newVisitor(bridge.url, handover.providerId),
    desk: createDesk(engage),
    controls: engageControls(engage.baseUrl),
    switchWebhook: async (active: boolean) => {
      const [webhook] = records(await engage.rest("GET", "/webhooks"));
      okay(await engage.rest("PUT", `/webhooks/${webhook?.id}`, { active: String(active) }));
    },
    fault: (body: Record<string, unknown>) =>
      engage.control("POST", "/faults", { system: "engage", ...body }),
  };
}

type Engage = Awaited<ReturnType<typeof testEngage>>;
type Row = Record<string, unknown>;
type Categories = { bot: string; agent: string; other: string };
const okay = (answer: { status: number; body: unknown }) => {
  if (answer.status >= 400)
    throw new Error(`Engage refused: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Row;
};

/** An agent at the desk: takes the case of a conversation, answers, and ends it. */
function createDesk(engage: Engage) {
  const controls = engageControls(engage.baseUrl);
  const agent = (action: AgentDeed["action"], more: Partial<AgentDeed> = {}) => {
    return (threadForeignId: string) => controls.agent({ action, threadForeignId, agentId: ROBIN, ...more });
  };
  return {
    take: agent("take"),
    reply: (conversationId: string, text: string) => agent("reply", { text })(conversationId),
    close: agent("close"),
    type: agent("type"),
    reopen: agent("reopen"),
    takeBack: agent("delete"),
  };
}

async function makeCategories(engage: Engage): Promise<Categories> {
  const make = async (name: string, parent?: string) =>
    String(
      okay(await engage.rest("POST", "/categories", { name, ...(parent ? { parent_id: parent } : {}) })).id,
    );
  const parent = await make("Cognigy");
  return {
    bot: await make("Bot", parent),
    agent: await make("Agent", parent),
    other: engageIds.categories.billing,
  };
}

async function connect(engage: Engage): Promise<string> {
  const ctx = systemCtx("test");
  const { uiBaseUrl, apiBaseUrl, apiToken } = engage.engage;
  await allowHost(ctx, new URL(apiBaseUrl).host, "the sandbox of this test");
  const input = connectionInputSchema.parse({
    kind: "engage",
    name: `Account ${crypto.randomUUID()}`,
    settings: { uiBaseUrl, apiBaseUrl },
    secrets: { apiToken },
  });
  return (await createConnection(ctx, input)).id;
}

export type TestEngageHandover = {
  providerId: string;
  webhookSecret: string;
  verifyToken: string;
  realtimeToken: string;
  sourceId: string;
};

export async function makeEngageHandover(
  { engage }: Pick<Engage, "engage">,
  options: {
    connectionId: string;
    categories: Categories;
    settings?: object;
    sourceId?: string;
    realtimeToken?: string;
  },
): Promise<TestEngageHandover> {
  const { categories, connectionId, settings = {} } = options;
  const { sourceId = engage.sourceId, realtimeToken = engage.realtimeToken } = options;
  const providerId = newProviderId();
  const target: EngageTarget = {
    sourceId,
    realtimeUrl: engage.realtimeUrl,
    botCategoryId: categories.bot,
    agentCategoryId: categories.agent,
  };
  await db().handoverProvider.create({
    data: {
      id: providerId,
      name: `Engage ${providerId}`,
      kind: "engage",
      bot: { adapter: "demo" },
      settings,
      state: "live",
      channelId: (await isTaken(sourceId)) ? null : sourceId,
      byocClientId: `client-${providerId}`,
      connectionId,
      engage: target,
    },
  });
  // Every sandbox has a source of this id, and only one handover may have it.
  onTestFinished(async () => {
    await db().handoverProvider.update({ where: { id: providerId }, data: { channelId: null } });
  });
  const secrets = { realtimeToken, engageWebhookSecret: newSecret(48), engageVerifyToken: newSecret(24) };
  for (const [field, value] of Object.entries(secrets)) {
    await putSecret(db(), `handover:${providerId}`, field, value, { now: new Date() });
  }
  return {
    providerId,
    sourceId,
    realtimeToken,
    webhookSecret: secrets.engageWebhookSecret,
    verifyToken: secrets.engageVerifyToken,
  };
}

const isTaken = async (channelId: string) =>
  (await db().handoverProvider.count({ where: { channelId } })) > 0;

/** What a person and the set-up do in Engage: rights, personas, the source with its address and category, the webhook. */
async function setUpAccount(
  engage: Engage,
  door: string,
  { providerId, sourceId, webhookSecret, verifyToken }: TestEngageHandover,
  categories: Categories,
): Promise<void> {
  const [bot, agent] = [botAuthorId(providerId), agentAuthorId(providerId)];
  for (const id of [bot, agent])
    okay(await engage.realtime("users.create", person(id, { puppetizable: true })));
  const { setUp, webhooks } = engageControls(engage.baseUrl);
  okay(
    await engage.rest("POST", "/webhooks", {
      url: door,
      name: "Patchbay",
      active: "true",
      verify_token: verifyToken,
      secret: webhookSecret,
      "registered_events[]": "intervention.closed",
    }),
  );
  await setUp({
    source: { id: sourceId, baseUri: door, defaultCategoryIds: [categories.bot] },
    webhook: { url: door, sourceStrategy: "none_except", sourceIds: [sourceId] },
    agents: [{ id: ROBIN, sourceId, rights: ["read", "reply", "destroy"], categoryIds: [categories.agent] }],
    identities: [{ foreignId: bot }, { foreignId: agent, agentIds: [ROBIN] }],
  });
  const webhook = (await webhooks()).webhooks.find((one) => one.url === door);
  if (webhook?.status !== "enabled")
    throw new Error(`The webhook is ${webhook?.status}: ${webhook?.lastError}`);
}

/** An `intervention.closed` as the webhook delivers it; `closed_at` is null in real ones (facts/engage.md §3). */
export function closedEvent(sourceId: string, threadId: string, issuedAt = new Date().toISOString()) {
  const metadata = { closed_at: null, source_id: sourceId, thread_id: threadId, category_ids: [] };
  return {
    type: "intervention.closed",
    id: crypto.randomUUID().replaceAll("-", "").slice(0, 24),
    issued_at: issuedAt,
    resource: { type: "intervention", id: "5464b5c04d61639684110000", metadata },
  };
}
