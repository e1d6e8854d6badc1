import type { Ctx } from "#lib/auth/ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { connectionInputSchema } from "#lib/connections/schema.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { type RunningSandbox, startSandbox } from "#lib/sandbox/start-sandbox.ts";

export type TestTenant = {
  baseUrl: string;
  credentials: Record<string, string>;
  connectionId: string;
  /** What a person does in the console of CXone: returns the Integration ID. */
  addIntegration(name: string): Promise<string>;
  selectDefaultSkill(channelId: string, skillId: number, studioScript: string): Promise<void>;
  control(path: string, body: unknown): Promise<void>;
  /** Calls of us to CXone since the last reset of the list. */
  requests(): Promise<RecordedCall[]>;
  close(): Promise<void>;
};

export type RecordedCall = { method: string; path: string; body: unknown; status: number | null };

/** A simulated CXone of its own over real HTTP, and a connection to it. For tests. */
export async function startTestTenant(ctx: Ctx): Promise<TestTenant> {
  const sandbox: RunningSandbox = await startSandbox({ port: 0, dataDir: null });
  const { baseUrl } = sandbox;
  const answer = await fetch(`${baseUrl}/credentials.json?system=cxone`);
  const { cxone: credentials } = (await answer.json()) as { cxone: Record<string, string> };
  await allowHost(ctx, new URL(baseUrl).host, "the sandbox of this test");
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret, clientSecret } = credentials;
  const connection = await createConnection(
    ctx,
    connectionInputSchema.parse({
      name: `Acme ${new URL(baseUrl).port}`,
      settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
      secrets: { accessKeySecret, clientSecret },
    }),
  );
  const form = (path: string, fields: Record<string, string>) =>
    fetch(`${baseUrl}/cxone/console/${path}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
  return {
    baseUrl,
    credentials,
    connectionId: connection.id,
    addIntegration: async (name) => {
      const url = "https://patchbay.example.com/handover/niceCxOne";
      const saved = await form("byoc", {
        name,
        boxUrl: url,
        authorizationUrl: url,
        addUrl: url,
        reconnectUrl: url,
        removeUrl: url,
        clientId: "any",
        clientSecret: "any",
      });
      const id = new URL(saved.headers.get("location") ?? "", baseUrl).searchParams.get("saved");
      if (!id) throw new Error(`The sandbox did not save the integration: ${saved.status}`);
      return id;
    },
    selectDefaultSkill: async (channelId, skillId, studioScript) => {
      const path = `points-of-contact/${channelId}`;
      await form(path, { defaultSkillId: String(skillId), studioScript });
    },
    control: async (path, body) => {
      const done = await fetch(`${baseUrl}/control/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!done.ok) throw new Error(`The sandbox refused ${path}: ${await done.text()}`);
    },
    requests: async () => {
      const list = await fetch(`${baseUrl}/control/requests?system=cxone`);
      return ((await list.json()) as { requests: RecordedCall[] }).requests;
    },
    close: () => sandbox.close(),
  };
}
