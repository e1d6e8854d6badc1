import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { CLIENT_ID, SECRET, startTestV2, type TestV2 } from "#lib/cxone/v2/start-test-v2.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listExpiries } from "#lib/expiries/reads.ts";
import { json } from "#lib/http/start-test-server.ts";
import { newId } from "#lib/ids.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { clientFor, tokens } from "../client-for.ts";
import { createConnection } from "../create-connection.ts";
import { deleteConnection } from "../delete-connection.ts";
import { closeEgress } from "../egress.ts";
import { getConnectionHealth } from "../health/reads.ts";
import { outboundFor } from "../outbound-for.ts";
import { getConnection } from "../reads.ts";
import { reauthoriseConnection } from "../reauthorise-connection.ts";
import { recheckConnection } from "../recheck-connection.ts";
import { rotateCredential } from "../rotate-credential.ts";
import { connectionInputSchema, reauthoriseSchema } from "../schema.ts";
import { updateConnection } from "../update-connection.ts";
import { voiceFor } from "../voice-for.ts";

withTestDatabase();
const ctx = systemCtx("test");
const TOKEN = "POST /api/v2/oauth/token";
const PRESENCE = "GET /api/v2/users/u1/presence";
let cxone: TestV2;

beforeAll(async () => {
  cxone = await startTestV2();
  await allowHost(ctx, cxone.host, "the tenant of this test");
});
beforeEach(() => {
  cxone.reset();
  cxone.on("GET /api/v2/security/profiles", json(200, [{ id: "p1", name: "Transfers" }]));
  cxone.on("GET /api/v2/voice/queues", json(200, [{ id: "q1", name: "Support", status: "ACTIVE" }]));
  cxone.on(PRESENCE, json(200, { status: "AVAILABLE" }));
});
afterEach(async () => {
  await db().transferPolicy.deleteMany();
  await db().accessToken.deleteMany();
  await db().credentialOverlap.deleteMany();
  await db().connection.deleteMany();
  tokens().forgetAll();
});
afterAll(async () => {
  await closeEgress();
  await cxone.close();
});

const connect = (settings: object = {}, clientSecret = SECRET) =>
  createConnection(
    ctx,
    connectionInputSchema.parse({
      kind: "cxone-v2",
      name: "Voice",
      settings: { baseUrl: cxone.baseUrl, clientId: CLIENT_ID, ...settings },
      secrets: { clientSecret },
    }),
  );

describe("a connection to the API v2", () => {
  test("keeps the secret sealed, the address it found tokens at, and the scopes (T-01, T-02)", async () => {
    const made = await connect();
    expect(made).toMatchObject({
      kind: "cxone-v2",
      environment: "sandbox",
      settings: { baseUrl: cxone.baseUrl, clientId: CLIENT_ID },
      tenant: { tokenUrl: `${cxone.baseUrl}/api/v2/oauth/token`, tokenStyle: "basic" },
      transferPolicies: [],
    });
    expect(made.tenant).toHaveProperty("scopes", expect.arrayContaining(["outbound:call"]));
    expect(JSON.stringify(made)).not.toContain(SECRET);
    expect((await getConnectionHealth(ctx, made.id)).health.state).toBe("healthy");
    expect((await listExpiries(ctx)).map(({ title }) => title)).toContain("Client secret of Voice");
  });

  test("finds tokens at the other address where the first is not there (P-01), and asks there alone afterwards", async () => {
    cxone.state.tokenPaths = ["short"];
    const { id, tenant } = await connect();
    expect(tenant).toMatchObject({ tokenUrl: `${cxone.baseUrl}/oauth/token`, tokenStyle: "form" });
    cxone.requests.length = 0;
    await (await voiceFor(id)).readPresence("u1");
    expect([cxone.count(TOKEN), cxone.count("POST /oauth/token")]).toEqual([0, 1]);
  });

  test("asks a typed token address alone, whichever way the client has to show itself", async () => {
    cxone.state.styles = ["form"];
    const { tenant } = await connect({ tokenUrl: `${cxone.baseUrl}/oauth/token` });
    expect(tenant).toMatchObject({ tokenStyle: "form" });
    expect(cxone.count(TOKEN)).toBe(0);
  });

  test("is not made with a secret that CXone refuses: the sentence stands at its field (T-70, P-30)", async () => {
    await expect(connect({}, "wrong")).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { "secrets.clientSecret": expect.stringContaining("OAuth Clients") } },
    });
    expect(await db().connection.count()).toBe(0);
  });

  test("fetches one token for many callers at once (T-03), and a fresh one after a 401", async () => {
    const { id } = await connect();
    cxone.requests.length = 0;
    const voice = await voiceFor(id);
    await Promise.all(Array.from({ length: 20 }, () => voice.readPresence("u1")));
    expect(cxone.count(TOKEN)).toBe(1);
    expect((await getConnectionHealth(ctx, id)).token).toMatchObject({ state: "valid" });
    cxone.revoke();
    await voice.readPresence("u1");
    expect(cxone.count(TOKEN)).toBe(2);
  });

  test("is in both dialects' tables, and is none that handovers could go through", async () => {
    const { id } = await connect();
    expect((await voiceFor(id)).dialect).toBe("v2");
    expect((await outboundFor(id)).dialect).toBe("v2");
    await expect(clientFor(id)).rejects.toMatchObject({ code: "bad_request" });
  });

  test("is kept from being deleted by policies, by name; archived ones go with it", async () => {
    const { id } = await connect();
    const policy = { connectionId: id, body: {}, name: "Support after hours" };
    await db().transferPolicy.create({ data: { ...policy, id: newId("pol") } });
    expect((await getConnection(ctx, id)).transferPolicies).toMatchObject([{ name: policy.name }]);
    await expect(deleteConnection(ctx, id)).rejects.toMatchObject({
      code: "in_use",
      options: { detail: expect.stringContaining("Support after hours") },
    });
    await db().transferPolicy.updateMany({ data: { archivedAt: new Date() } });
    await deleteConnection(ctx, id);
    expect(await db().connection.count()).toBe(0);
  });
});

describe("credentials of the API v2", () => {
  test.each([
    ["address", { baseUrl: "https://elsewhere.example" }],
    ["token address", { tokenUrl: "https://elsewhere.example/token" }],
    ["client", { clientId: "another-client" }],
  ])("are asked for again for another %s, and sent nowhere before (T-02)", async (_what, change) => {
    const { id, version } = await connect();
    cxone.requests.length = 0;
    const changed = (name: string, settings: object) =>
      connectionInputSchema.parse({
        kind: "cxone-v2",
        name,
        settings: { baseUrl: cxone.baseUrl, clientId: CLIENT_ID, ...settings },
      });
    await expect(updateConnection(ctx, id, version, changed("Voice", change))).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { "secrets.clientSecret": expect.any(String) } },
    });
    expect(cxone.requests).toEqual([]);
    expect(await updateConnection(ctx, id, version, changed("Voice 2", {}))).toMatchObject({
      name: "Voice 2",
    });
  });

  const rotate = (id: string, secret: string) =>
    rotateCredential(ctx, id, { kind: "clientSecret", secret, expiry: "never", retireOn: null });

  test("overlap: the previous secret does the work while the new one is refused", async () => {
    const { id } = await connect();
    cxone.state.secrets = [SECRET, "second"];
    expect((await rotate(id, "second")).overlaps).toMatchObject([{ kind: "clientSecret", oldId: null }]);
    cxone.state.secrets = [SECRET];
    tokens().forgetAll();
    cxone.revoke();
    await (await voiceFor(id)).readPresence("u1");
    const report = await recheckConnection(ctx, id);
    expect(report.checks.find((check) => check.id === "token")).toMatchObject({ state: "warning" });
    expect((await getConnection(ctx, id)).overlaps[0]?.fallingBackSince).not.toBeNull();
  });

  test("a new secret that is refused changes nothing", async () => {
    const { id } = await connect();
    await expect(rotate(id, "unknown")).rejects.toMatchObject({ code: "bad_input" });
    expect((await getConnection(ctx, id)).overlaps).toEqual([]);
  });

  test("are entered again after they were lost, for the same client at the same place", async () => {
    const { id } = await connect();
    cxone.state.secrets = ["another"];
    const input = reauthoriseSchema.parse({ kind: "cxone-v2", secrets: { clientSecret: "another" } });
    expect((await reauthoriseConnection(ctx, id, input)).health.state).toBe("healthy");
  });
});
