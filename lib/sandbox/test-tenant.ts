import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { onTestFinished } from "vitest";
import { startSandbox } from "./start-sandbox.ts";

/** What the tests of the sandbox share: a running one, a signed-in caller, and a middleware that can be told what to answer. */

export type Credentials = {
  issuer: string;
  accessKeyId: string;
  accessKeySecret: string;
  clientId: string;
  clientSecret: string;
  tenantId: string;
  businessUnitId: number;
  dfoBaseUrl: string;
};

export type Answer = { status: number; headers: Headers; body: unknown };
type Json = Record<string, unknown>;

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Pages and empty answers stay text.
  }
  return { status: response.status, headers: response.headers, body };
}

/** Starts a sandbox that ends with the test. */
export async function testTenant(dataDir: string | null = null) {
  const sandbox = await startSandbox({ port: 0, dataDir });
  onTestFinished(() => sandbox.close());
  const { baseUrl } = sandbox;
  const raw = async (path: string, init: RequestInit = {}) =>
    answerOf(await fetch(new URL(path, baseUrl), init));
  const credentials = ((await raw("/credentials.json?system=cxone")).body as { cxone: Credentials }).cxone;

  const token = async (
    fields: Record<string, string> = {},
    basic = `${credentials.clientId}:${credentials.clientSecret}`,
  ) =>
    raw("/cxone/auth/token", {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...(basic === "" ? {} : { authorization: `Basic ${Buffer.from(basic).toString("base64")}` }),
      },
      body: new URLSearchParams({
        grant_type: "password",
        username: credentials.accessKeyId,
        password: credentials.accessKeySecret,
        ...fields,
      }),
    });

  let accessToken = "";
  const signIn = async () => {
    accessToken = ((await token()).body as { access_token: string }).access_token;
  };
  await signIn();

  const call = (prefix: string) => (method: string, path: string, body?: unknown) =>
    raw(`${prefix}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  return {
    ...sandbox,
    credentials,
    raw,
    token,
    signIn,
    get accessToken() {
      return accessToken;
    },
    acd: call("/cxone/acd/inContactAPI/services/v33.0"),
    dfo: call("/cxone/dfo-host/dfo/3.0"),
    control: (method: string, path: string, body?: unknown) =>
      raw(`/control${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    /** Submits a form of the console without following where it leads. */
    form: (path: string, fields: Record<string, string> = {}) =>
      raw(path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" }),
  };
}

export type TestTenant = Awaited<ReturnType<typeof testTenant>>;

/** Calls the ACD as somebody else than the administrator, with an access key made in the console. */
export async function signInAs(tenant: TestTenant, agent: number) {
  const page = String((await tenant.form(`/cxone/console/employees/${agent}/access-keys`)).body);
  const read = (id: string) => new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? "";
  const answer = await tenant.token({ username: read("access-key-id"), password: read("access-key-secret") });
  const headers = { authorization: `Bearer ${(answer.body as { access_token: string }).access_token}` };
  return (method: string, path: string, body?: unknown) =>
    tenant.raw(`/cxone/acd/inContactAPI/services/v33.0${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

export type Seen = { method: string; path: string; headers: IncomingHttpHeaders; body: Json };
type Reply = { status: number; body?: unknown; delayMs?: number };

/** A middleware that records what it is sent; `answer` decides, call by call. */
export async function testMiddleware(answer: (seen: Seen) => Reply) {
  const seen: Seen[] = [];
  const server: Server = createServer((incoming, outgoing) => {
    let text = "";
    incoming.on("data", (chunk) => {
      text += chunk;
    });
    incoming.on("end", () => {
      const call = {
        method: incoming.method ?? "",
        path: incoming.url ?? "",
        headers: incoming.headers,
        body: text === "" ? {} : JSON.parse(text),
      };
      seen.push(call);
      const reply = answer(call);
      setTimeout(() => {
        outgoing.writeHead(reply.status, { "content-type": "application/json" });
        outgoing.end(JSON.stringify(reply.body ?? {}));
      }, reply.delayMs ?? 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { seen, url: `http://127.0.0.1:${port}` };
}

/** A middleware that behaves: 401 without its token, 200 with it. */
export function goodMiddleware(expiresIn = 3600) {
  let ids = 0;
  return testMiddleware(({ path, headers }) => {
    if (path === "/auth/token")
      return { status: 200, body: { access_token: "good", token_type: "Bearer", expires_in: expiresIn } };
    if (path.startsWith("/release")) return { status: 200 };
    if (headers.authorization !== "Bearer good") return { status: 401, body: { error: "invalid_token" } };
    ids += 1;
    const idOnExternalPlatform = `reply-${ids}`;
    return {
      status: 200,
      body: path.startsWith("/2.0/") ? { message: { idOnExternalPlatform } } : { idOnExternalPlatform },
    };
  });
}

/** An integration and a channel of it, as a person and the API would make them. */
export async function addChannel(
  tenant: TestTenant,
  boxUrl: string,
  options: { toggle?: boolean; script?: string; id?: string } = {},
) {
  const answer = await tenant.form("/cxone/console/byoc", {
    name: `Integration ${crypto.randomUUID().slice(0, 8)}`,
    boxUrl,
    authorizationUrl: `${boxUrl}/auth/token`,
    addUrl: `${boxUrl}/add`,
    reconnectUrl: `${boxUrl}/reconnect`,
    removeUrl: `${boxUrl}/remove`,
    clientId: "box-client",
    clientSecret: "box-secret",
    ...(options.toggle ? { useDfo3Outbound: "on" } : {}),
  });
  const integrationId = new URL(answer.headers.get("location") ?? "", boxUrl).searchParams.get("saved") ?? "";
  const channelId = options.id ?? crypto.randomUUID();
  const created = await tenant.dfo("POST", "/channels", {
    ...channelBody(integrationId, channelId),
    ...(options.script ? { studioScript: options.script } : {}),
  });
  if (created.status !== 200) throw new Error(`The channel was refused: ${JSON.stringify(created.body)}`);
  return { integrationId, channelId };
}

export function channelBody(integrationId: string, id: string): Json {
  return {
    id,
    idOnExternalPlatform: `external-${id}`,
    channelIntegrationId: integrationId,
    realExternalPlatformId: "custom",
    name: "Patchbay support",
    isPrivate: true,
    hasTreeStructure: false,
  };
}

export function inboundBody(id: string, text: string, thread = "thread-1"): Json {
  return {
    idOnExternalPlatform: id,
    direction: "inbound",
    createdAtWithMilliseconds: "2026-03-01T10:00:00.123Z",
    thread: { idOnExternalPlatform: thread },
    messageContent: { type: "TEXT", payload: { text } },
    authorEndUserIdentity: { idOnExternalPlatform: "visitor-1", firstName: "Kim", lastName: "Lee" },
  };
}

/** How many channels and skills a fresh tenant has. */
export const seeded = { channels: 9, skills: 21, agents: 11, campaigns: 7 } as const;
export const agentId = 30103;
export const digitalSkillId = 4606107;

/** Everything a case needs to reach the agent: default skill, assignment, permission, and the agent available. */
export async function staffChannel(
  tenant: TestTenant,
  channelId: string,
  script = "Digital\\Default Digital Script",
): Promise<void> {
  await tenant.form(`/cxone/console/points-of-contact/${channelId}`, {
    defaultSkillId: String(digitalSkillId),
    studioScript: script,
  });
  await tenant.form(`/cxone/console/users/${agentId}/skills`, { skillId: String(digitalSkillId) });
  await tenant.form(`/cxone/console/roles/3/channels/${channelId}`, { permission: "Send Replies" });
  await tenant.form("/cxone/console/agent/launch", { agentId: String(agentId) });
  await tenant.form(`/cxone/console/agent/${agentId}/state`, { state: "Available" });
}

export type CaseAnswer = { id: string; contactId: string; status: string; routingQueueId: string | null };

export async function receive(tenant: TestTenant, channelId: string, body: Json): Promise<CaseAnswer> {
  const answer = await tenant.dfo("POST", `/channels/${channelId}/messages`, body);
  if (answer.status !== 200) throw new Error(`The message was refused: ${JSON.stringify(answer.body)}`);
  return (answer.body as { consumerContact: CaseAnswer }).consumerContact;
}

export function deskPath(caseId: string): string {
  return `/cxone/console/agent/${agentId}/cases/${caseId}`;
}
