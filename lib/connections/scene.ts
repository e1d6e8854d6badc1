import { afterAll, beforeAll } from "vitest";
import type * as z from "zod";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { type RunningSandbox, startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { createConnection } from "./create-connection.ts";
import { cxoneInputSchema } from "./cxone/schema.ts";
import { cxoneV2InputSchema } from "./cxone-v2/schema.ts";
import { closeEgress } from "./egress.ts";
import { engageInputSchema } from "./engage/schema.ts";

/** A signed-in person of a role, for tests. */
export const ctxAs = (role: Role, name = "Ann"): Ctx => ({
  actor: { kind: "user", id: `usr_${name.toLowerCase()}`, name, role },
  requestId: `req_${name.toLowerCase()}`,
  now: () => new Date(),
});

type ParsedCxone = z.output<typeof cxoneInputSchema>;
type ParsedEngage = z.output<typeof engageInputSchema>;
type ParsedCxoneV2 = z.output<typeof cxoneV2InputSchema>;

export type ConnectedSandbox = {
  sandbox: () => RunningSandbox;
  connectionId: () => string;
  input: (name: string) => ParsedCxone;
  /** The form for the simulated Engage of the same sandbox. */
  engageInput: (name: string) => ParsedEngage;
  /** The form for the seeds' own dialect of the same tenant's telephony. */
  v2Input: (name: string) => ParsedCxoneV2;
  /** Makes the tenant misbehave; see the sandbox's control endpoints. */
  control: (path: string, body?: unknown, method?: string) => Promise<Response>;
};

/** Gives a test file the simulated vendors and a connection to their CXone. At the top level, after `withTestDatabase()`. */
export function withConnectedSandbox(): ConnectedSandbox {
  let sandbox: RunningSandbox | undefined;
  let connectionId = "";
  let credentials: Record<"cxone" | "cxoneV2" | "engage", Record<string, string>> = {
    cxone: {},
    cxoneV2: {},
    engage: {},
  };
  const running = () => {
    if (!sandbox) throw new Error("The sandbox runs only while the tests do");
    return sandbox;
  };
  const input = (name: string) => {
    const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret, clientSecret } = credentials.cxone;
    return cxoneInputSchema.parse({
      name,
      settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
      secrets: { accessKeySecret, clientSecret },
    });
  };
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: null });
    const answer = await fetch(`${sandbox.baseUrl}/credentials.json`);
    credentials = (await answer.json()) as typeof credentials;
    const ctx = systemCtx("test");
    await allowHost(ctx, new URL(sandbox.baseUrl).host, "the sandbox of this test");
    connectionId = (await createConnection(ctx, input("Acme"))).id;
  });
  afterAll(async () => {
    await closeEgress();
    await sandbox?.close();
  });
  return {
    sandbox: running,
    connectionId: () => connectionId,
    input,
    engageInput: (name) => {
      const { uiBaseUrl, apiBaseUrl, apiToken } = credentials.engage;
      return engageInputSchema.parse({
        kind: "engage",
        name,
        settings: { uiBaseUrl, apiBaseUrl },
        secrets: { apiToken },
      });
    },
    v2Input: (name) => {
      const { baseUrl, clientId, clientSecret } = credentials.cxoneV2;
      return cxoneV2InputSchema.parse({
        kind: "cxone-v2",
        name,
        settings: { baseUrl, clientId },
        secrets: { clientSecret },
      });
    },
    control: (path, body, method = "POST") =>
      fetch(`${running().baseUrl}/control/${path}`, {
        method,
        headers: { "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}
