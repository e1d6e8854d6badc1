import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createHttpClient, type HttpClient } from "#lib/http/client.ts";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { createCategory, listCategories } from "./categories.ts";
import { createEngageClient, type EngageClient } from "./client.ts";
import { listCommunities } from "./communities.ts";
import {
  getContentSource,
  isSdkSource,
  listContentSources,
  setDefaultCategories,
} from "./content-sources.ts";
import { findThreadByForeignId, swapThreadCategory } from "./content-threads.ts";
import { listContents } from "./contents.ts";
import { agentFolderQuery, createFolder, deleteFolder, listFolders } from "./folders.ts";
import { findIdentity } from "./identities.ts";
import { missingPermissions } from "./permissions.ts";
import { probeRealtime, sendToRealtime } from "./realtime.ts";
import { createMessage, createUser, type RealtimeCall } from "./realtime-messages.ts";
import { getRole } from "./roles.ts";
import { getSettings } from "./settings.ts";
import { getSourcesPermissions, grantOnSource } from "./source-permissions.ts";
import { engageFailure, idOf } from "./start-test-account.ts";
import { listUsers, whoAmI } from "./users.ts";
import { createWebhook, deleteWebhook, listWebhooks, updateWebhook } from "./webhooks.ts";

interface Credentials {
  readonly uiBaseUrl: string;
  readonly apiBaseUrl: string;
  readonly apiToken: string;
  readonly sourceId: string;
  readonly realtimeUrl: string;
  readonly realtimeToken: string;
}

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let http: HttpClient;
let engage: Credentials;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, dataDir: null });
  http = createHttpClient({
    log: { append: () => undefined },
    allowedPrivateHosts: () => [`127.0.0.1:${sandbox.port}`],
    breaker: { window: 1_000, minimumCalls: 1_000 },
    random: () => 0,
  });
  const answer = await fetch(`${sandbox.baseUrl}/credentials.json?system=engage`);
  ({ engage } = (await answer.json()) as { engage: Credentials });
});
afterEach(() => control("reset", {}));
afterAll(async () => {
  await http.close();
  await sandbox.close();
});

async function control(path: string, body: unknown): Promise<void> {
  const response = await fetch(`${sandbox.baseUrl}/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`control/${path}: ${response.status} ${await response.text()}`);
}
const fault = (more: Record<string, unknown>) => control("faults", { system: "engage", times: 1, ...more });

const signIn = (apiToken = engage.apiToken): EngageClient =>
  createEngageClient({
    apiBaseUrl: engage.apiBaseUrl,
    uiBaseUrl: engage.uiBaseUrl,
    getToken: async () => apiToken,
    send: http.send,
    requestsPerMinute: 1_000_000,
    waits: { limitMs: [1, 1], lockMs: [1, 1] },
  });
const tell = (call: RealtimeCall, more: { realtimeToken?: string; realtimeUrl?: string } = {}) =>
  sendToRealtime({
    realtimeUrl: engage.realtimeUrl,
    realtimeToken: engage.realtimeToken,
    send: http.send,
    ...more,
    ...call,
  });
const hello = (id: string, threadId: string) =>
  createMessage({
    id,
    threadId,
    body: "Grüße <b> 😀",
    createdAt: new Date(),
    author: { id: `visitor-${threadId}`, screenname: "Ada", puppetizable: false },
  });
const threadOf = (client: EngageClient, threadId: string) =>
  vi.waitFor(
    async () => {
      const thread = await findThreadByForeignId(client, threadId, { sourceId: engage.sourceId });
      if (!thread) throw new Error("not imported yet");
      return thread;
    },
    { timeout: 20_000, interval: 50 },
  );

describe("an account as the simulated vendor has it", () => {
  it("shows itself, the token's owner and the rights of its role", async () => {
    const client = signIn();
    expect((await getSettings(client)).name).not.toBe("");
    const owner = await whoAmI(client);
    const role = await getRole(client, owner?.roleId ?? "");
    expect(role && missingPermissions(role)).toEqual([]);
    expect(await listCommunities(client)).not.toEqual([]);
    const source = (await listContentSources(client)).find(({ id }) => id === engage.sourceId);
    expect(source && isSdkSource(source)).toBe(true);
  });

  it("takes categories, default categories, a webhook and a folder, and gives them back", async () => {
    const client = signIn();
    const parent = await createCategory(client, { name: "Cognigy" });
    const bot = await createCategory(client, { name: "Bot", parentId: parent.id });
    expect(await listCategories(client, { parentId: parent.id })).toMatchObject([
      { id: bot.id, name: "Bot" },
    ]);

    await setDefaultCategories(client, engage.sourceId, [bot.id]);
    expect((await getContentSource(client, engage.sourceId))?.defaultCategoryIds).toEqual([bot.id]);
    await setDefaultCategories(client, engage.sourceId, []);
    expect((await getContentSource(client, engage.sourceId))?.defaultCategoryIds).toEqual([]);

    const url = "https://bridge.example.com/handover/rce";
    const hook = await createWebhook(client, {
      url,
      events: ["intervention.closed"],
      secret: "s3cret",
      active: false,
    });
    await updateWebhook(client, hook.id, { verifyToken: "verify-1" });
    expect((await listWebhooks(client)).find(({ id }) => id === hook.id)).toMatchObject({
      url,
      verifyToken: "verify-1",
      events: ["intervention.closed"],
      active: false,
    });
    expect([await deleteWebhook(client, hook.id), await deleteWebhook(client, hook.id)]).toEqual([
      true,
      false,
    ]);

    const query = agentFolderQuery(bot.id, engage.sourceId);
    const folder = await createFolder(client, { label: "Chats", query, showsCount: true });
    expect((await listFolders(client)).find(({ id }) => id === folder.id)).toMatchObject({
      query,
      showsCount: true,
    });
    expect(await deleteFolder(client, folder.id)).toBe(true);
  });

  it("gives each agent the source without taking another one away", async () => {
    const client = signIn().inBulk();
    for (const user of await listUsers(client)) {
      const before = await getSourcesPermissions(client, user.id);
      const granted = await grantOnSource(client, user.id, engage.sourceId);
      expect(granted?.after).toEqual(expect.arrayContaining(["read", "reply"]));
      expect(await getSourcesPermissions(client, user.id)).toMatchObject({
        ...before,
        [engage.sourceId]: granted?.after,
      });
    }
  });
});

describe("a conversation", () => {
  it("sent twice is one message, and its thread can be handed over", async () => {
    const client = signIn();
    await tell(createUser({ id: "bot-p1", screenname: "Bot", puppetizable: true }, new Date()));
    await tell(hello("m1", "conv_1"));
    await tell(hello("m1", "conv_1"));
    const thread = await threadOf(client, "conv_1");
    await vi.waitFor(
      async () => expect(await findIdentity(client, "bot-p1", { sourceId: engage.sourceId })).not.toBeNull(),
      { timeout: 20_000, interval: 50 },
    );
    expect((await listContents(client, thread.id)).map(({ foreignId, body }) => [foreignId, body])).toEqual([
      ["m1", "Grüße <b> 😀"],
    ]);
    const parent = await createCategory(client, { name: "Cognigy" });
    const agent = await createCategory(client, { name: "Agent", parentId: parent.id });
    const swapped = await swapThreadCategory(client, thread.id, { remove: idOf("b"), add: agent.id });
    expect(swapped?.thread.threadCategoryIds).toContain(agent.id);
  });

  it("is handed over although Engage is just categorising it", async () => {
    const client = signIn();
    await tell(hello("m1", "conv_2"));
    const thread = await threadOf(client, "conv_2");
    const { id } = await createCategory(client, { name: "Agent" });
    await fault({
      method: "PUT",
      pathPattern: "/update_categories$",
      times: 2,
      status: 409,
      body: { error: "conflict", message: "The thread is already being categorized", status: 409 },
    });
    expect(await swapThreadCategory(client, thread.id, { remove: idOf("b"), add: id })).toMatchObject({
      changed: true,
    });
  });
});

describe("secrets in the wrong place", () => {
  it("are told apart: the REST token, the realtime token, the id of another source", async () => {
    const wrongRest = signIn(engage.realtimeToken);
    expect((await engageFailure(getSettings(wrongRest))).code).toBe("bad_token");
    expect((await engageFailure(whoAmI(wrongRest))).code).toBe("bad_token");
    const wrongToken = tell(hello("m1", "conv_3"), { realtimeToken: engage.apiToken });
    expect((await engageFailure(wrongToken)).code).toBe("wrong_realtime_token");
    const { realtimeUrl: ownUrl, realtimeToken } = engage;
    expect(await probeRealtime({ realtimeUrl: ownUrl, realtimeToken, send: http.send })).toBe("accepted");
    const realtimeUrl = ownUrl.replace(engage.sourceId, idOf("0"));
    expect((await engageFailure(tell(hello("m1", "conv_3"), { realtimeUrl }))).code).toBe("unknown_source");
  });
});

describe("faults", () => {
  it("of the moment are got over without a word: 429 without Retry-After, 500, a lost connection", async () => {
    const client = signIn();
    for (const one of [{ status: 429, body: "" }, { status: 500, body: "" }, { drop: "before" }]) {
      await fault({ pathPattern: "/settings$", ...one });
      expect((await getSettings(client)).name).not.toBe("");
    }
  });

  it("that may have created something are not repeated, and a look finds what was made", async () => {
    const client = signIn();
    await fault({ method: "POST", pathPattern: "/categories$", drop: "after" });
    const lost = await engageFailure(createCategory(client, { name: "Lost and found" }));
    expect(lost).toMatchObject({ code: "unreachable", mayHaveHappened: true });
    const found = (await listCategories(client)).filter(({ name }) => name === "Lost and found");
    expect(found).toHaveLength(1);
  });
});
