import { createHttpClient, type HttpClient, type HttpClientOptions } from "#lib/http/client.ts";
import type { RequestLogRow } from "#lib/http/request-log.ts";
import { type Behaviour, json, startTestServer, type TestServer } from "#lib/http/start-test-server.ts";
import { createEngageClient, type EngageClient, type EngageClientOptions } from "./client.ts";
import { EngageError } from "./errors.ts";

export const TEST_TOKEN = "t0ken-of-the-account";

export interface TestAccount {
  readonly server: TestServer;
  readonly http: HttpClient;
  readonly rows: RequestLogRow[];
  client(options?: Partial<EngageClientOptions>): EngageClient;
  /** Path and form of the requests that arrived: `PUT /1.0/users/u1 identity_ids[]=a`, decoded. */
  seen(): string[];
  close(): Promise<void>;
}

/** A real server in the place of an account, with a real client in front of it. For tests. */
export async function startTestAccount(options: Partial<HttpClientOptions> = {}): Promise<TestAccount> {
  const server = await startTestServer();
  const rows: RequestLogRow[] = [];
  const http = createHttpClient({
    log: { append: (row) => rows.push(row) },
    allowedPrivateHosts: () => [server.host],
    random: () => 0,
    breaker: { window: 1_000, minimumCalls: 1_000 },
    ...options,
  });
  return {
    server,
    http,
    rows,
    client: (more = {}) =>
      createEngageClient({
        apiBaseUrl: server.baseUrl,
        uiBaseUrl: `${server.baseUrl}/engage`,
        getToken: async () => TEST_TOKEN,
        send: http.send,
        requestsPerMinute: 1_000_000,
        waits: { limitMs: [1, 1], lockMs: [1, 1, 1] },
        ...more,
      }),
    seen: () =>
      server.requests.map(({ method, path, body }) =>
        decodeURIComponent(`${method} ${path}${body ? ` ${body}` : ""}`.replaceAll("+", "%20")),
      ),
    async close() {
      await http.close();
      await server.close();
    },
  };
}

/** A page of a list as Engage answers it. */
export const page = (records: readonly unknown[], count = records.length, offset = 0): Behaviour =>
  json(200, { count, offset, limit: 150, records });

/** What a call failed with; a test fails when it did not. */
export async function engageFailure(promise: Promise<unknown>): Promise<EngageError> {
  const error = await promise.then(
    () => new Error("the call should have failed"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngageError)) throw error;
  return error;
}

/** An id as Engage makes them, of one digit or letter. */
export const idOf = (character: string): string => character.repeat(24);
