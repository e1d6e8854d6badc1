import { createHttpClient, type HttpClient, type HttpClientOptions } from "#lib/http/client.ts";
import type { RequestLogRow } from "#lib/http/request-log.ts";
import { type CxoneClient, createCxoneClient } from "./client.ts";
import { discoverCxone, discoverOpenId } from "./discovery.ts";
import { type ClientCredentials, requestTokenWithClient } from "./token.ts";

export interface TestCredentials extends ClientCredentials {
  readonly issuer: string;
  readonly tenantId: string;
  readonly businessUnitId: number;
  readonly dfoBaseUrl: string;
}

export interface TestTenant {
  readonly baseUrl: string;
  readonly http: HttpClient;
  readonly rows: RequestLogRow[];
  readonly credentials: TestCredentials;
  /** A signed-in client; `refreshes` counts how often it was asked for a fresh token. */
  signIn(): Promise<{ client: CxoneClient; refreshes: () => number; token: string }>;
  fault(fault: Record<string, unknown>): Promise<void>;
  switches(switches: Record<string, unknown>): Promise<void>;
  advanceClock(seconds: number): Promise<void>;
  /** What a customer, an agent or an administrator does by hand: `/control/voice/{deed}`. */
  voice<Answer = unknown>(deed: string, body?: unknown): Promise<Answer>;
  /** A call as the telephony behind the APIs knows it. */
  voiceCall(id: string): Promise<{ transfers: number; state: string; agentId: number | null }>;
  /** What the simulated CXone was sent since the start or the last reset. */
  requests(): Promise<{ method: string; path: string }[]>;
  /** A Bring Your Own Channel integration as a person adds it in the console; gives its Integration ID. */
  addIntegration(boxUrl: string): Promise<string>;
  /** Sends a form of the simulated console. Redirects are not followed. */
  form(path: string, fields: Record<string, string>): Promise<Response>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** What `startSandbox` is. Handed in by the tests: client and sandbox import nothing of each other. */
type StartSandbox = (options: {
  port: number;
  dataDir: null;
}) => Promise<{ port: number; baseUrl: string; close(): Promise<void> }>;

/** The simulated CXone on a free port with a real client in front of it. For tests. */
export async function startTestTenant(
  startSandbox: StartSandbox,
  options: Partial<HttpClientOptions> = {},
): Promise<TestTenant> {
  const sandbox = await startSandbox({ port: 0, dataDir: null });
  const rows: RequestLogRow[] = [];
  const http = createHttpClient({
    log: { append: (row) => rows.push(row) },
    allowedPrivateHosts: () => [`127.0.0.1:${sandbox.port}`],
    random: () => 0,
    ...options,
  });
  const answer = await fetch(`${sandbox.baseUrl}/credentials.json?system=cxone`);
  const { cxone } = (await answer.json()) as { cxone: TestCredentials };
  const control = async (path: string, body?: unknown, method = "POST"): Promise<Response> => {
    const response = await fetch(`${sandbox.baseUrl}/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`control/${path}: ${response.status} ${await response.text()}`);
    return response;
  };

  const form = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${sandbox.baseUrl}${path}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      redirect: "manual",
    });

  return {
    baseUrl: sandbox.baseUrl,
    http,
    rows,
    credentials: cxone,
    async signIn() {
      const discovered = await discoverOpenId(http.send, cxone.issuer);
      const newToken = () => requestTokenWithClient(http.send, discovered, cxone);
      let { accessToken } = await newToken();
      const configuration = await discoverCxone(http.send, cxone.issuer, cxone.tenantId);
      let refreshes = 0;
      const client = createCxoneClient({
        apiBaseUrl: configuration.apiEndpoint,
        dfoBaseUrl: cxone.dfoBaseUrl,
        send: http.send,
        async getAccessToken({ forceRefresh }) {
          if (forceRefresh) {
            refreshes += 1;
            ({ accessToken } = await newToken());
          }
          return accessToken;
        },
      });
      return { client, refreshes: () => refreshes, token: accessToken };
    },
    fault: async (fault) => void (await control("faults", { system: "cxone", times: 1, ...fault })),
    switches: async (switches) => void (await control("switches", switches)),
    advanceClock: async (advanceSeconds) => void (await control("clock", { advanceSeconds })),
    voice: async <Answer>(deed: string, body: unknown = {}) =>
      (await (await control(`voice/${deed}`, body)).json()) as Answer,
    voiceCall: async (id) => (await control(`voice/calls/${id}`, undefined, "GET")).json(),
    async requests() {
      const response = await control("requests?system=cxone", undefined, "GET");
      return ((await response.json()) as { requests: { method: string; path: string }[] }).requests;
    },
    form,
    async addIntegration(boxUrl) {
      const saved = await form("/cxone/console/byoc", {
        name: `Integration ${crypto.randomUUID().slice(0, 8)}`,
        boxUrl,
        authorizationUrl: `${boxUrl}/auth/token`,
        addUrl: `${boxUrl}/add`,
        reconnectUrl: `${boxUrl}/reconnect`,
        removeUrl: `${boxUrl}/remove`,
        clientId: "box-client",
        clientSecret: "box-secret",
      });
      const id = new URL(saved.headers.get("location") ?? "", boxUrl).searchParams.get("saved");
      if (!id) throw new Error(`The integration was refused: ${saved.status} ${await saved.text()}`);
      return id;
    },
    reset: async () => void (await control("reset", {})),
    async close() {
      await http.close();
      await sandbox.close();
    },
  };
}
