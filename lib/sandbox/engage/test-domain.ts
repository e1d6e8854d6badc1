import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import { Background, type Sandbox } from "../sandbox.ts";
import { engageIds } from "../state/engage-ids.ts";
import type { Webhook } from "../state/engage-model.ts";
import { seedTenant } from "../state/seed-tenant.ts";
import { Store } from "../state/store.ts";
import type { Switches } from "../state/switches.ts";
import { FaultList } from "../wire/faults.ts";
import { RequestLog } from "../wire/request-log.ts";
import { EngageHub } from "./hub.ts";
import { type IncomingContent, importContent, importIdentity } from "./import-content.ts";
import { objectId } from "./object-id.ts";
import { startEngageCalls } from "./run-due.ts";
import { sdkSignature } from "./sdk-signature.ts";

/** What the tests of Engage's calls share: a domain without a server, and somebody who is called. */

export type Received = {
  method: string;
  url: URL;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
};
type Reply = { status?: number; body?: string; headers?: Record<string, string>; delayMs?: number };

/** Listens on a free port and keeps the bytes as they arrived. */
export async function receiver(answer: (call: Received) => Reply) {
  const calls: Received[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const call = {
      method: incoming.method ?? "",
      url: new URL(incoming.url ?? "/", "http://127.0.0.1"),
      headers: incoming.headers,
      bytes: Buffer.concat(chunks),
    };
    calls.push(call);
    const { status = 200, body = "", headers = {}, delayMs = 0 } = answer(call);
    setTimeout(() => outgoing.writeHead(status, headers).end(body), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { calls, url: `http://127.0.0.1:${port}/handover/rce` };
}

export type SdkCall = { action: string; params: Record<string, unknown>; time: string };

export function sdkCalls(calls: Received[]): SdkCall[] {
  return calls.map((call) => JSON.parse(call.bytes.toString("utf8")));
}

export const chatInfo = {
  objects: { messages: ["create", "delete", "list", "reply", "show"], threads: ["list", "show"] },
  options: ["view.messaging", "messages.text", "messaging.queuing_update", "messaging.typing_indicator"],
};

/** A Base URI that behaves: signs its answers and takes messages under ids of its own. */
export function goodSource(token: string, answers: Record<string, (call: SdkCall) => unknown> = {}) {
  let ids = 0;
  return receiver(({ bytes }) => {
    const call: SdkCall = JSON.parse(bytes.toString("utf8"));
    ids += 1;
    const given = answers[call.action]?.(call);
    const said =
      given ??
      (call.action === "implementation.info"
        ? chatInfo
        : call.action.endsWith(".list")
          ? []
          : { id: `ours-${ids}` });
    const body = JSON.stringify(said);
    return { body, headers: { "X-SMCCSDK-SIGNATURE": sdkSignature(body, token) } };
  });
}

/** The domain Acme with Malik ready to answer on the source for web chat. */
export async function engageDomain(switches: Partial<Switches> = {}, taskMode = false) {
  const store = new Store(null);
  await seedTenant(store);
  store.setSetting("switches", switches);
  store.setSetting("engageSettings", {
    ...store.setting<object>("engageSettings", {}),
    push_enabled: taskMode,
  });
  const sandbox: Sandbox = {
    store,
    faults: new FaultList(),
    requests: new RequestLog(),
    background: new Background(),
    engage: new EngageHub(),
    baseUrl: "",
    dnsServer: "",
    smtpPort: 0,
  };
  const stop = startEngageCalls(sandbox);
  onTestFinished(async () => {
    stop();
    await sandbox.background.cancel();
  });
  const { engage } = store;
  const { users, sources } = engageIds;
  const given = <Row>(row: Row | undefined): Row => {
    if (row === undefined) throw new Error("The row is gone");
    return row;
  };
  const source = () => given(engage.sources.get(sources.webchat));
  const persona = importIdentity(sandbox, source(), {
    id: "agent-1",
    screenname: "Agent",
    puppetizable: true,
  });
  engage.identities.update(persona.id, { controlled: true });
  engage.users.update(users.malik, {
    sourcesPermissions: { [sources.webchat]: ["read", "reply", "destroy"] },
    identityIds: [persona.id],
  });
  return {
    sandbox,
    store,
    engage,
    source,
    malik: given(engage.users.get(users.malik)),
    /** Moves the clock of the sandbox. */
    advance: (seconds: number) =>
      store.setSetting("clockOffsetMs", store.setting("clockOffsetMs", 0) + seconds * 1000),
    thread: (contentId: string) => given(engage.threads.get(given(engage.contents.get(contentId)).threadId)),
    write: (id: string, more: Partial<IncomingContent> = {}) =>
      importContent(sandbox, source(), {
        id,
        thread: { id: "chat-1" },
        author: { id: "visitor-1", screenname: "Kim" },
        body: `Text of ${id}`,
        bodyInputFormat: "text",
        createdAt: store.now(),
        actions: ["reply"],
        foreignCategories: [],
        contextData: {},
        attachments: [],
        ...more,
      }),
    /** Saves the source with a Base URI, as the page does. */
    connect: (baseUri: string, more: Partial<ReturnType<typeof source>> = {}) =>
      sandbox.engage.emit(
        "sourceSaved",
        engage.sources.update(sources.webchat, { baseUri, token: "source-token", ...more }),
      ),
    webhook: (url: string, more: Partial<Webhook> = {}) => {
      const id = objectId(store.now());
      const row = engage.webhooks.put(id, {
        id,
        tokenId: engageIds.tokens.patchbay,
        name: "Patchbay",
        url,
        verifyToken: "verify-1",
        secret: "hook-secret",
        active: true,
        stagingUse: false,
        registeredEvents: ["content.imported", "intervention.closed"],
        status: "pending",
        sourceStrategy: "none_except",
        sourceIds: [sources.webchat],
        ignoreSsl: false,
        lastError: null,
        createdAt: store.now(),
        updatedAt: store.now(),
        ...more,
      });
      sandbox.engage.emit("webhookSaved", row);
      return () => given(engage.webhooks.get(id));
    },
  };
}
