import { onTestFinished } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import {
  type Listening,
  listenBridge,
  makeHandover,
  type Posted,
  post,
  type TestHandover,
  until,
} from "#lib/bridge/test-bridge.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { connectionInputSchema } from "#lib/connections/schema.ts";
import { saveScript } from "#lib/cxone/scripts.ts";
import { db, pool } from "#lib/db/client.ts";
import { buildHandoverScript, releaseUrl, scriptPath } from "#lib/handover/studio-script.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { channelBody, deskPath, staffChannel, testTenant } from "#lib/sandbox/test-tenant.ts";
import { contactCentreFor } from "./contact-centre-for.ts";
import { type Relay, type RelayOptions, startRelay } from "./start-relay.ts";

/** The whole house for tests: a simulated CXone, a bridge that listens, a handover between them, and a relay. */

type Options = {
  settings?: object;
  /** Whether replies come by the newer endpoint. */
  newer?: boolean;
  /** What stands between us and the digital API, given its origin; answers the origin to use instead. */
  through?: (origin: string) => Promise<string>;
  /** False leaves the relay to the test. */
  relay?: boolean | Partial<RelayOptions>;
};

export type House = Awaited<ReturnType<typeof openHouse>>;

export const RELAY_FAST = { leaseMs: 2_000, pollMs: 50, retry: { baseMs: 20, capMs: 200 } } as const;

export async function openHouse(options: Options = {}) {
  const tenant = await testTenant();
  const bridge: Listening = await listenBridge({ pool: pool() });
  onTestFinished(() => bridge.close());
  const connectionId = await connect(tenant.baseUrl, {
    ...tenant.credentials,
    ...(options.through ? { dfoBaseUrl: await moved(tenant.credentials.dfoBaseUrl, options.through) } : {}),
  });
  const channelId = crypto.randomUUID();
  const handover = await makeHandover({ connectionId, channelId, settings: options.settings ?? {} });
  await setUpTenant(tenant, bridge.url, handover, connectionId, options.newer ?? true);
  const relay =
    options.relay === false ? undefined : startTestRelay(options.relay === true ? {} : options.relay);
  await relay?.ready();

  const newestCase = async () => {
    const answer = await tenant.dfo("GET", `/contacts?channel[]=${channelId}`);
    return (answer.body as { data: CaseView[] }).data[0];
  };

  return {
    tenant,
    bridge,
    handover,
    connectionId,
    relay,
    newestCase,
    visitor: () => newVisitor(bridge.url, handover.providerId),
    /** Messages that CXone holds of the newest case, oldest first. */
    caseMessages: async () => {
      const newest = await newestCase();
      if (!newest) return [];
      const answer = await tenant.dfo("GET", `/contacts/${newest.id}/messages`);
      return (answer.body as { data: CaseMessage[] }).data;
    },
    desk: async (deed: "accept" | "reply" | "close", fields: Record<string, string> = {}) => {
      const row = await until(newestCase, "a case at CXone");
      const answer = await tenant.form(`${deskPath(row.id)}/${deed}`, fields);
      if (answer.status >= 400) throw new Error(`The desk refused ${deed}: ${answer.status}`);
    },
    fault: (body: Record<string, unknown>) => tenant.control("POST", "/faults", { system: "cxone", ...body }),
  };
}

type CaseView = {
  id: string;
  contactId: string;
  status: string;
  customFields: { ident: string; value: string }[];
};
type CaseMessage = {
  idOnExternalPlatform: string;
  direction: string;
  messageContent: { payload: { text: string } };
};

export function startTestRelay(options: Partial<RelayOptions> = {}): Relay {
  const relay = startRelay({ pool: pool(), contactCentreFor, ...RELAY_FAST, ...options });
  onTestFinished(() => relay.stop());
  return relay;
}

async function moved(url: string, through: (origin: string) => Promise<string>): Promise<string> {
  const { origin } = new URL(url);
  return url.replace(origin, await through(origin));
}

async function connect(baseUrl: string, credentials: Record<string, unknown>): Promise<string> {
  const ctx = systemCtx("test");
  for (const url of [baseUrl, String(credentials.dfoBaseUrl)]) {
    await allowHost(ctx, new URL(url).host, "the sandbox of this test");
  }
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret, clientSecret } = credentials;
  const input = connectionInputSchema.parse({
    name: `Tenant ${crypto.randomUUID()}`,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret, clientSecret },
  });
  return (await createConnection(ctx, input)).id;
}

/** What a person and the set-up do at CXone: integration, script, channel, skill, permissions, an agent at the desk. */
async function setUpTenant(
  tenant: Awaited<ReturnType<typeof testTenant>>,
  publicUrl: string,
  handover: TestHandover,
  connectionId: string,
  newer: boolean,
): Promise<void> {
  const box = `${publicUrl}/handover/niceCxOne`;
  const saved = await tenant.form("/cxone/console/byoc", {
    name: `Patchbay ${handover.providerId}`,
    boxUrl: box,
    authorizationUrl: `${box}/${handover.providerId}/auth/token`,
    addUrl: `${box}/add`,
    reconnectUrl: `${box}/reconnect`,
    removeUrl: `${box}/remove`,
    clientId: handover.clientId,
    clientSecret: handover.clientSecret,
    ...(newer ? { useDfo3Outbound: "on" } : {}),
  });
  const integrationId =
    new URL(saved.headers.get("location") ?? "", publicUrl).searchParams.get("saved") ?? "";
  const { providerId, channelId } = handover;
  const script = buildHandoverScript({
    providerId,
    businessUnitId: tenant.credentials.businessUnitId,
    releaseUrl: releaseUrl(publicUrl, providerId),
  });
  await saveScript(await clientFor(connectionId), script);
  const created = await tenant.dfo("POST", "/channels", channelBody(integrationId, channelId));
  if (created.status !== 200) throw new Error(`The channel was refused: ${JSON.stringify(created.body)}`);
  await staffChannel(tenant, channelId, scriptPath(providerId));
}

export type Visitor = Awaited<ReturnType<typeof newVisitor>>;

/** Somebody at the webchat, by its HTTP interface. */
export async function newVisitor(bridgeUrl: string, providerId: string, visitorName = "Kim") {
  const base = `${bridgeUrl}/handover/webchat/${providerId}/conversations`;
  const { conversationId, visitorToken } = (await post(base, { visitorName })).body as {
    conversationId: string;
    visitorToken: string;
  };
  const headers = { authorization: `Bearer ${visitorToken}` };
  const at = `${base}/${conversationId}`;
  const read = async () => (await fetch(`${at}/messages`, { headers })).json() as Promise<ReadAnswer>;
  return {
    conversationId,
    visitorToken,
    read,
    say: (text: string, id: string = crypto.randomUUID()): Promise<Posted> =>
      post(`${at}/messages`, { id, text }, headers),
    act: (action: "request_human" | "cancel" | "leave" | "end") =>
      post(`${at}/actions`, { id: crypto.randomUUID(), action }, headers),
    image: (messageId: number) => fetch(`${at}/agent-image?message=${messageId}`, { headers }),
    /** Who said what, in the order shown. */
    transcript: async () => transcriptOf(conversationId),
    untilState: (state: string) =>
      until(async () => {
        const seen = await read();
        return seen.state === state ? seen : undefined;
      }, `state ${state}`),
    untilSaid: (text: string) =>
      until(async () => {
        const seen = await read();
        return seen.messages.find((message) => message.text === text);
      }, `the message ${text}`),
  };
}

type ReadAnswer = {
  state: string;
  agentName: string | null;
  queue: { position: number | null; waitMs: number | null } | null;
  stuck: boolean;
  sandbox: boolean;
  removed: number[];
  messages: {
    id: number;
    author: string;
    text: string;
    authorName: string | null;
    authorImage: string | null;
    delivery: string;
    attachments: object[];
    removed: boolean;
  }[];
};

export async function transcriptOf(conversationId: string): Promise<string[]> {
  const rows = await db().message.findMany({
    where: { conversationId },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => `${row.author}: ${row.text}`);
}
