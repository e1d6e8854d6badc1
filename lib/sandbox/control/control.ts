import type { Hono } from "hono";
import { dnsControls } from "../dns/dns-controls.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { EngageSecrets } from "../state/engage-ids.ts";
import type { MicrosoftSecrets } from "../state/seed-microsoft.ts";
import { seedTenant } from "../state/seed-tenant.ts";
import type { Store } from "../state/store.ts";
import { parseSwitches, switchTexts } from "../state/switches.ts";
import type { V2Client, V2Token } from "../state/voice-model.ts";
import { parseFault } from "../wire/faults.ts";
import { asArray, asInteger, isRecord } from "../wire/values.ts";
import { credentialRoutes } from "./credentials.ts";
import { emailControls } from "./email.ts";
import { engageAgentControls } from "./engage-agents.ts";
import { engageSetUpControls } from "./engage-set-up.ts";
import { engageWireControls } from "./engage-wire.ts";
import { mailControls } from "./mail.ts";
import { microsoftControls } from "./microsoft.ts";
import { voiceControls } from "./voice.ts";

const farthestSeconds = 10 * 365 * 86_400;

/** Everything back to the seed. Credentials stay, so that a running test keeps its connection. */
export async function resetSandbox(sandbox: Sandbox): Promise<void> {
  await sandbox.background.cancel();
  const { store } = sandbox;
  const kept = {
    signingKey: store.setting<unknown>("signingKey", null),
    cognigyUrlToken: store.setting<string | null>("cognigyUrlToken", null),
    webhookBots: store.setting<Record<string, string>>("webhookBots", {}),
    engageSecrets: store.setting<EngageSecrets | null>("engageSecrets", null),
    microsoftSecrets: store.setting<MicrosoftSecrets | null>("microsoftSecrets", null),
    entraSigningKey: store.setting<unknown>("entraSigningKey", null),
    smtpCertificates: store.setting<unknown>("smtpCertificates", null),
    credentials: store.setting<{ accessKeyId: string; clientId: string } | null>("credentials", null),
  };
  const v2Client = store.voice.clients.get(store.setting("v2ClientId", ""));
  const v2Tokens = store.voice.tokens.list();
  const key = store.accessKeys.get(kept.credentials?.accessKeyId ?? "");
  const client = store.apiClients.get(kept.credentials?.clientId ?? "");
  store.clear();
  await seedTenant(store, kept.engageSecrets, kept.microsoftSecrets);
  store.setSetting("entraSigningKey", kept.entraSigningKey);
  store.setSetting("smtpCertificates", kept.smtpCertificates);
  store.setSetting("cognigyUrlToken", kept.cognigyUrlToken ?? store.setting("cognigyUrlToken", ""));
  store.setSetting("webhookBots", kept.webhookBots);
  if (v2Client) keepV2Client(store, v2Client, v2Tokens);
  if (key && client) {
    store.accessKeys.clear();
    store.apiClients.clear();
    store.accessKeys.put(key.accessKeyId, { ...key, isActive: true });
    store.apiClients.put(client.clientId, { ...client, isActive: true });
    store.setSetting("credentials", kept.credentials);
    store.setSetting("signingKey", kept.signingKey);
  }
  sandbox.faults.clear();
  sandbox.requests.clear();
  sandbox.engage.forget();
}

/** The client of the seeds' dialect and its tokens stay, with everything that was taken from the client given back. */
function keepV2Client(store: Store, before: V2Client, tokens: readonly V2Token[]): void {
  const fresh = store.voice.clients.get(store.setting("v2ClientId", ""));
  store.voice.clients.clear();
  const { clientId, clientSecret } = before;
  store.voice.clients.put(clientId, { ...before, ...fresh, clientId, clientSecret });
  store.setSetting("v2ClientId", clientId);
  for (const token of tokens) store.voice.tokens.put(token.token, token);
}

/** The control side (DESIGN.md §7): how a test makes the vendor misbehave and looks at what it was sent. */
export function controlRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store, faults, requests } = sandbox;
  const refuse = (reason: string) => Response.json({ error: reason }, { status: 400 });

  app.post("/control/faults", async (c) => {
    const parsed = parseFault(await c.req.json().catch(() => null));
    return parsed.ok ? c.json(faults.add(parsed.fault), 201) : refuse(parsed.reason);
  });
  app.get("/control/faults", (c) => c.json({ faults: faults.list() }));
  app.delete("/control/faults/:id{[0-9]+}", (c) =>
    faults.remove(Number(c.req.param("id")))
      ? c.body(null, 204)
      : c.json({ error: `There is no fault ${c.req.param("id")}.` }, 404),
  );
  app.delete("/control/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  app.get("/control/requests", (c) => c.json({ requests: requests.list(c.req.query("system")) }));
  app.delete("/control/requests", (c) => {
    requests.clear();
    return c.body(null, 204);
  });

  app.get("/control/clock", (c) => c.json({ now: new Date(store.now()).toISOString() }));
  app.post("/control/clock", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const seconds = isRecord(body) ? body.advanceSeconds : undefined;
    if (
      typeof seconds !== "number" ||
      !Number.isFinite(seconds) ||
      seconds < 0 ||
      seconds > farthestSeconds
    ) {
      return refuse('"advanceSeconds" is a number of seconds from 0 to ten years.');
    }
    store.setSetting("clockOffsetMs", store.setting("clockOffsetMs", 0) + Math.round(seconds * 1000));
    return c.json({ now: new Date(store.now()).toISOString() });
  });

  app.get("/control/switches", (c) => c.json({ switches: store.switches, meaning: switchTexts }));
  app.post("/control/switches", async (c) => {
    const parsed = parseSwitches(await c.req.json().catch(() => null));
    if (!parsed.ok) return refuse(parsed.reason);
    store.setSetting("switches", { ...store.switches, ...parsed.change });
    return c.json({ switches: store.switches });
  });

  /** Item 37 of 50: these agents fail in every batch of skill assignments, the others are done. */
  app.get("/control/skill-agents", (c) =>
    c.json({ failFor: store.setting<number[]>("skillAgentsFailFor", []) }),
  );
  app.post("/control/skill-agents", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const failFor = isRecord(body) ? asArray(body.failFor).map(asInteger) : [undefined];
    if (failFor.includes(undefined))
      return refuse('"failFor" is an array of agent ids; empty lets all succeed.');
    store.setSetting("skillAgentsFailFor", failFor);
    return c.json({ failFor });
  });

  app.post("/control/reset", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    if (isRecord(body) && "only" in body) {
      if (body.only !== "faults" && body.only !== "requests")
        return refuse('"only" is "faults" or "requests"; without it everything goes back to the seed.');
      if (body.only === "faults") faults.clear();
      else requests.clear();
      return c.body(null, 204);
    }
    await resetSandbox(sandbox);
    return c.body(null, 204);
  });

  credentialRoutes(app, sandbox);
  engageAgentControls(app, sandbox);
  engageWireControls(app, sandbox);
  engageSetUpControls(app, sandbox);
  voiceControls(app, sandbox);
  dnsControls(app, sandbox);
  emailControls(app, sandbox);
  mailControls(app, sandbox);
  microsoftControls(app, sandbox);

  app.all("/control/*", (c) => c.json({ error: `There is no control ${c.req.method} ${c.req.path}.` }, 404));
}
