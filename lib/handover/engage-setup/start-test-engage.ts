import type { Ctx } from "#lib/auth/ctx.ts";
import { type Listening, listenBridge } from "#lib/bridge/test-bridge.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { connectionInputSchema } from "#lib/connections/schema.ts";
import { pool } from "#lib/db/client.ts";
import { forgetLimiters } from "#lib/engage/limiter.ts";
import { env } from "#lib/env.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { engageControls } from "#lib/sandbox/control/engage-controls.ts";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";

type Credentials = {
  uiBaseUrl: string;
  apiBaseUrl: string;
  apiToken: string;
  sourceId: string;
  realtimeUrl: string;
  realtimeToken: string;
};

export type RecordedCall = { method: string; path: string; body: unknown; status: number | null };

export type TestEngage = {
  baseUrl: string;
  credentials: Credentials;
  connectionId: string;
  /** What people do in Engage's own pages, and its agents at their desk. */
  there: ReturnType<typeof engageControls>;
  /** The same call again as a person in the REST API, by the token of the connection. */
  rest(method: string, path: string, form?: Record<string, string>): Promise<Record<string, unknown>>;
  /** Another connection to the account. */
  connect(apiToken: string): Promise<string>;
  control(path: string, body: unknown): Promise<void>;
  /** Calls of us to Engage since the last reset of the list. */
  requests(): Promise<RecordedCall[]>;
  close(): Promise<void>;
};

/** A simulated Engage of its own over real HTTP, a connection to it, and our bridge where Engage calls it. For tests. */
export async function startTestEngage(ctx: Ctx): Promise<TestEngage> {
  const sandbox = await startSandbox({ port: 0, dataDir: null });
  const { baseUrl } = sandbox;
  const bridge: Listening = await listenBridge({ pool: pool() });
  Object.assign(env(), { publicUrl: bridge.url });
  const answer = await fetch(`${baseUrl}/credentials.json?system=engage`);
  const { engage: credentials } = (await answer.json()) as { engage: Credentials };
  await allowHost(ctx, new URL(baseUrl).host, "the sandbox of this test");
  let connections = 0;
  const connect = async (apiToken: string) => {
    connections += 1;
    const { uiBaseUrl, apiBaseUrl } = credentials;
    const made = await createConnection(
      ctx,
      connectionInputSchema.parse({
        kind: "engage",
        name: `Acme ${new URL(baseUrl).port} ${connections}`,
        settings: { uiBaseUrl, apiBaseUrl },
        secrets: { apiToken },
      }),
    );
    return made.id;
  };
  const control = async (path: string, body: unknown) => {
    const done = await fetch(`${baseUrl}/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!done.ok) throw new Error(`The sandbox refused ${path}: ${await done.text()}`);
    if (path === "reset") forgetLimiters();
  };
  return {
    baseUrl,
    credentials,
    connectionId: await connect(credentials.apiToken),
    there: engageControls(baseUrl),
    connect,
    control,
    rest: async (method, path, form) => {
      const url = new URL(`${credentials.apiBaseUrl}/1.0${path}`);
      if (path.startsWith("/webhooks")) url.searchParams.set("access_token", credentials.apiToken);
      const done = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${credentials.apiToken}` },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      if (!done.ok) throw new Error(`${method} ${path}: ${done.status} ${await done.text()}`);
      return (await done.json()) as Record<string, unknown>;
    },
    requests: async () => {
      const list = await fetch(`${baseUrl}/control/requests?system=engage`);
      return ((await list.json()) as { requests: RecordedCall[] }).requests;
    },
    close: async () => {
      await bridge.close();
      await sandbox.close();
    },
  };
}
