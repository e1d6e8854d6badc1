import { expect, test } from "vitest";
import { v2Scopes } from "../state/seed-voice.ts";
import { ids, testV2, v2Token } from "./test-v2.ts";

const needs: [path: string, scope: (typeof v2Scopes)[number]][] = [
  ["/v2/voice/calls", "voice:call:control"],
  [`/v2/voice/queues/${ids.sales}/agents`, "voice:queue:read"],
  [`/v2/voice/campaigns?queueId=${ids.sales}`, "voice:campaign:read"],
  ["/v2/routing/skills", "routing:skill:read"],
  [`/v2/users/${ids.priya}/presence`, "user:presence:read"],
  [`/v2/users/${ids.priya}/interaction`, "user:presence:read"],
  [`/journey/v1/outbound?agentId=${ids.priya}`, "outbound:call"],
  [`/journey/v1/outbound?agentId=${ids.priya}`, "cxone"],
];

test("each address gives a token in the style of its seed, for an hour, and names the scopes", async () => {
  const { client, ...tenant } = await testV2();
  for (const style of ["basic", "form"] as const) {
    expect(await v2Token(tenant, client, style)).toMatchObject({
      status: 200,
      body: {
        access_token: expect.any(String),
        token_type: "Bearer",
        expires_in: 3600,
        scope: v2Scopes.join(" "),
      },
    });
  }
  await tenant.control("POST", "/switches", { v2TokenShowsScope: false });
  expect((await v2Token(tenant, client, "form")).body).not.toHaveProperty("scope");
});

test("a style at the other's address is refused, unless the switch takes either", async () => {
  const { client, ...tenant } = await testV2();
  const form = (path: string) =>
    tenant.raw(`/cxone-v2${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: client.clientId,
        client_secret: client.clientSecret,
      }).toString(),
    });
  expect(await form("/api/v2/oauth/token")).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  await tenant.control("POST", "/switches", { v2TokenStyle: "either" });
  expect((await form("/api/v2/oauth/token")).status).toBe(200);
});

test("an address may be missing: 404 there and a token at the other", async () => {
  const { client, ...tenant } = await testV2({ v2TokenPaths: "short" });
  expect((await v2Token(tenant, client, "basic")).status).toBe(404);
  expect((await v2Token(tenant, client, "form")).status).toBe(200);
  await tenant.control("POST", "/switches", { v2TokenPaths: "api" });
  expect((await v2Token(tenant, client, "basic")).status).toBe(200);
  expect((await v2Token(tenant, client, "form")).status).toBe(404);
});

test("a wrong secret, a disabled client, one without scopes and another grant are told apart", async () => {
  const { client, voice, ...tenant } = await testV2();
  const wrong = { ...client, clientSecret: "wrong" };
  expect(await v2Token(tenant, wrong, "basic")).toMatchObject({
    status: 401,
    body: { error: "invalid_client" },
  });
  expect((await v2Token(tenant, { ...client, clientId: "nobody" }, "form")).status).toBe(401);
  // The header that seed 001 builds is no Basic header at all.
  const trap = await tenant.raw("/cxone-v2/api/v2/oauth/token", {
    method: "POST",
    headers: {
      authorization: "Basic <requests.auth.HTTPBasicAuth object at 0x7f>",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  expect(trap.status).toBe(401);
  const grant = await tenant.raw("/cxone-v2/oauth/token", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=password",
  });
  expect(grant).toMatchObject({ status: 400, body: { error: "unsupported_grant_type" } });
  const json = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect((await tenant.raw("/cxone-v2/oauth/token", json)).status).toBe(400);
  await voice("client", { scopes: [] });
  expect((await v2Token(tenant, client, "form")).status).toBe(403);
  await voice("client", { active: false });
  expect(await v2Token(tenant, client, "form")).toMatchObject({
    status: 401,
    body: { error_description: "The client is disabled." },
  });
});

test("every call takes its scope: without it 403 names the one that is missing", async () => {
  const { api, voice, signIn } = await testV2();
  for (const [path, scope] of needs) {
    await voice("client", { scopes: v2Scopes.filter((other) => other !== scope) });
    await signIn();
    expect([path, await api("GET", path)]).toMatchObject([
      path,
      { status: 403, body: { code: "missing.scope", message: expect.stringContaining(scope) } },
    ]);
    await voice("client", { scopes: [scope, "cxone", "outbound:call"] });
    await signIn();
    expect([path, (await api("GET", path)).status]).toEqual([path, 200]);
  }
});

test("a scope that is taken away is gone from tokens that are out, and one that is given needs a new token", async () => {
  const { api, voice, signIn } = await testV2();
  await voice("client", { scopes: ["voice:queue:read"] });
  expect((await api("GET", "/v2/voice/calls")).status).toBe(403);
  await signIn();
  await voice("client", { scopes: [...v2Scopes] });
  expect((await api("GET", "/v2/voice/calls")).status).toBe(403);
  await signIn();
  expect((await api("GET", "/v2/voice/calls")).status).toBe(200);
});

test("the security profile lacks Voice Call Control or Queue Read, and says so", async () => {
  const { api, voice } = await testV2();
  await voice("client", { permissions: ["Personal Connection"] });
  expect((await api("GET", "/v2/voice/calls")).body).toMatchObject({
    code: "missing.permission",
    message: expect.stringContaining("Voice Call Control"),
  });
  expect((await api("GET", `/v2/voice/queues/${ids.sales}/agents`)).body).toMatchObject({
    message: expect.stringContaining("Queue Read"),
  });
  expect((await api("GET", "/v2/security/profiles")).body).toMatchObject([
    { permissions: ["Personal Connection"] },
  ]);
  await voice("client", { permissions: ["Voice Call Control", "Queue Read"] });
  expect(await api("POST", "/journey/v1/outbound", {})).toMatchObject({
    status: 403,
    body: { code: "missing.permission", message: expect.stringContaining("Personal Connection") },
  });
});

test("a token ends after an hour of the sandbox's clock, with its client, and survives a reset", async () => {
  const { api, advance, voice, control, signIn } = await testV2();
  await control("POST", "/reset");
  expect((await api("GET", "/v2/voice/calls")).status).toBe(200);
  await advance(3601);
  expect(await api("GET", "/v2/voice/calls")).toMatchObject({
    status: 401,
    body: { message: "The access token has expired." },
  });
  await signIn();
  expect((await api("GET", "/v2/voice/calls")).status).toBe(200);
  await voice("client", { active: false });
  expect((await api("GET", "/v2/voice/calls")).status).toBe(401);
});
