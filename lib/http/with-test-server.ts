import { afterEach, beforeEach, expect } from "vitest";
import { createHttpClient, type HttpClient, type HttpClientOptions } from "./client.ts";
import type { HttpRequest } from "./request.ts";
import type { RequestLogRow } from "./request-log.ts";
import { startTestServer, type TestServer } from "./start-test-server.ts";
import { UpstreamError } from "./upstream-error.ts";

/** A server, what the clients of a test logged, and calls to make; new for each test. */
export type HttpScene = {
  server: TestServer;
  rows: RequestLogRow[];
  client(options?: Partial<HttpClientOptions>): HttpClient;
  /** A call that may be repeated. */
  read(more?: Partial<HttpRequest>): HttpRequest;
  /** One that may not. */
  write(more?: Partial<HttpRequest>): HttpRequest;
};

export function withTestServer(): HttpScene {
  const clients: HttpClient[] = [];
  const scene = {
    client: (options: Partial<HttpClientOptions> = {}) => {
      const made = createHttpClient({
        log: { append: (row) => scene.rows.push(row) },
        allowedPrivateHosts: () => [scene.server.host],
        random: () => 0,
        ...options,
      });
      clients.push(made);
      return made;
    },
    read: (more: Partial<HttpRequest> = {}) => ({
      operation: "test.read",
      method: "GET",
      url: `${scene.server.baseUrl}/things?skip=0`,
      idempotent: true,
      ...more,
    }),
    write: (more: Partial<HttpRequest> = {}) => ({
      operation: "test.write",
      method: "POST",
      url: `${scene.server.baseUrl}/things`,
      headers: { "content-type": "application/json" },
      body: '{"name":"a"}',
      idempotent: false,
      ...more,
    }),
  } as HttpScene;
  beforeEach(async () => {
    scene.server = await startTestServer();
    scene.rows = [];
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await scene.server.close();
  });
  return scene;
}

/** What a call failed with; a test fails when it did not. */
export async function failure(promise: Promise<unknown>): Promise<UpstreamError> {
  const error = await promise.then(
    () => expect.fail("the call should have failed"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UpstreamError)) throw error;
  return error;
}
