import { createHttpClient } from "#lib/http/client.ts";
import { type Behaviour, json, startTestServer } from "#lib/http/start-test-server.ts";
import { type CxoneClient, createCxoneClient } from "./client.ts";

export interface TestAcd {
  readonly client: CxoneClient;
  /** What `METHOD path` (below the version, without query) answers, one call each; the last one stays. All others: 404. */
  on(route: string, ...answers: Behaviour[]): void;
  /** The calls so far as `METHOD path`, in order. */
  calls(): string[];
  /** Body of the last call to a route. */
  sent(route: string): unknown;
  query(route: string): URLSearchParams;
  refreshes(): number;
  close(): Promise<void>;
}

/** A real HTTP server that answers as an ACD is told to, with a real client in front of it. `signal` ends waits. For tests. */
export async function startTestAcd(options: { signal?: AbortSignal } = {}): Promise<TestAcd> {
  const server = await startTestServer();
  const routes = new Map<string, Behaviour[]>();
  const nameOf = ({ method, path }: { method: string; path: string }) =>
    `${method} ${path.replace(/^.*\/services\/v[\d.]+\//, "").replace(/\?.*$/, "")}`;
  server.answer((response, request, socket) => {
    const script = routes.get(nameOf(request)) ?? [];
    const answer = script.length > 1 ? script.shift() : script[0];
    (answer ?? json(404, { error: "not_found" }))(response, request, socket);
  });
  const http = createHttpClient({
    log: { append: () => {} },
    allowedPrivateHosts: () => [server.host],
    random: () => 0,
    breaker: { window: 1_000, minimumCalls: 1_000 },
  });
  let refreshes = 0;
  const client = createCxoneClient({
    apiBaseUrl: server.baseUrl,
    dfoBaseUrl: server.baseUrl,
    send: http.send,
    ...options,
    async getAccessToken({ forceRefresh }) {
      if (forceRefresh) refreshes += 1;
      return `token-${refreshes}`;
    },
  });
  const last = (route: string) => server.requests.findLast((request) => nameOf(request) === route);
  return {
    client,
    on: (route, ...answers) => void routes.set(route, answers),
    calls: () => server.requests.map(nameOf),
    sent: (route) => JSON.parse(last(route)?.body || "null"),
    query: (route) => new URL(last(route)?.path ?? "/", server.baseUrl).searchParams,
    refreshes: () => refreshes,
    async close() {
      await http.close();
      await server.close();
    },
  };
}
