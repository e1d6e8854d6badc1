import { beforeEach, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { planConfiguration } from "#lib/configuration/plan-configuration.ts";
import { readConfiguration } from "#lib/configuration/reads.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { tokens } from "../client-for.ts";
import { createConnection } from "../create-connection.ts";
import { checkDraft, recheckConnection } from "../recheck-connection.ts";
import { withConnectedSandbox } from "../scene.ts";
import { voiceFor } from "../voice-for.ts";

withTestDatabase();
const { control, v2Input } = withConnectedSandbox();
const ctx = systemCtx("test");
const SCOPES = [
  "voice:call:control",
  "voice:queue:read",
  "voice:campaign:read",
  "routing:skill:read",
  "analytics:conversation:read",
  "user:presence:read",
  "outbound:call",
  "cxone",
];
const without = (...missing: string[]) =>
  control("voice/client", { scopes: SCOPES.filter((scope) => !missing.includes(scope)) });
const fault = (pathPattern: string, more: object) =>
  control("faults", { system: "cxoneV2", pathPattern, times: 1, ...more });

beforeEach(async () => {
  await db().connection.deleteMany({ where: { kind: "cxone-v2" } });
  await control("voice/client", {
    scopes: SCOPES,
    permissions: ["Voice Call Control", "Queue Read", "Personal Connection"],
    active: true,
  });
  await control("switches", { v2Extras: true, v2TokenPaths: "both", v2TokenShowsScope: true });
});

const check = async (change: object = {}) => {
  const input = v2Input("Voice");
  const report = await checkDraft(ctx, { ...input, ...change });
  return { ...report, named: Object.fromEntries(report.checks.map((one) => [one.id, one])) };
};

describe("the check of a client", () => {
  test("names what it found, and says of each check what it does not prove", async () => {
    const { ok, checks, tenant } = await check();
    expect(ok).toBe(true);
    expect(checks.map(({ id, state }) => [id, state])).toEqual([
      ["address", "passed"],
      ["token", "passed"],
      ["voiceScopes", "passed"],
      ["outboundScopes", "passed"],
      ["securityProfile", "passed"],
      ["queues", "passed"],
    ]);
    expect(checks.every(({ doesNotProve }) => doesNotProve.startsWith("That "))).toBe(true);
    expect(tenant).toMatchObject({ tokenStyle: "basic", scopes: expect.arrayContaining(SCOPES) });
  });

  test("names each scope that is missing, with what it is for, and goes on (T-01, T-71, P-02)", async () => {
    await without("voice:queue:read", "analytics:conversation:read", "outbound:call");
    const { ok, named } = await check();
    expect(ok).toBe(true);
    expect(named.voiceScopes).toMatchObject({
      state: "warning",
      message: expect.stringMatching(/voice:queue:read \(to read queues.*analytics:conversation:read/),
    });
    expect(named.outboundScopes).toMatchObject({
      state: "warning",
      fix: expect.stringContaining("tick outbound:call"),
    });
    expect(named.queues).toMatchObject({
      state: "warning",
      message: expect.stringMatching(/^Not asked: .*lacks the scope voice:queue:read/),
    });
  });

  test("fails a client that may neither transfer nor call", async () => {
    await without("voice:call:control", "outbound:call");
    const { ok, named } = await check();
    expect([ok, named.voiceScopes?.state]).toEqual([false, "failed"]);
  });

  test("names the right that the security profile lacks (T-71)", async () => {
    await control("voice/client", { permissions: ["Voice Call Control"] });
    const { ok, named } = await check();
    expect(ok).toBe(true);
    expect(named.securityProfile).toMatchObject({
      state: "warning",
      message: expect.stringContaining("Missing: Queue Read"),
    });
    expect(named.queues?.message).toContain("security profile lacks Queue Read");
  });

  test("passes where CXone has only what the seeds name, and says what cannot be looked up", async () => {
    await control("switches", { v2Extras: false, v2TokenPaths: "short", v2TokenShowsScope: false });
    const { ok, named, tenant } = await check();
    expect(ok).toBe(true);
    expect(tenant).toMatchObject({ tokenStyle: "form", scopes: null });
    expect(named.voiceScopes?.message).toContain("does not name the scopes");
    expect(named.queues).toMatchObject({ state: "warning", message: expect.stringContaining("no list") });
  });

  test.each([
    ["a wrong secret", "", "wrong", "token", "secrets.clientSecret"],
    ["a wrong address", "/nowhere", "any", "address", "settings.baseUrl"],
  ])("stops at %s, with the sentence at its field", async (_name, at, clientSecret, id, field) => {
    const { settings } = v2Input("Voice");
    const elsewhere = { ...settings, baseUrl: settings.baseUrl + at };
    const { ok, named, fields } = await check({ settings: elsewhere, secrets: { clientSecret } });
    expect([ok, named[id]?.state, named.queues?.state]).toEqual([false, "failed", "not_run"]);
    expect(Object.keys(fields ?? {})).toEqual([field]);
  });

  test("stops at a wrong token address, with the sentence at that field (T-02)", async () => {
    const { settings } = v2Input("Voice");
    const { ok, fields } = await check({
      settings: { ...settings, tokenUrl: `${settings.baseUrl}/nowhere` },
    });
    expect([ok, Object.keys(fields ?? {})]).toEqual([false, ["settings.tokenUrl"]]);
  });

  test("that is throttled at the sign-in has found its address, and says to wait", async () => {
    await fault("/oauth/token$", { status: 429, headers: { "retry-after": "3600" } });
    const { ok, named } = await check();
    expect([ok, named.address?.state, named.token?.code]).toEqual([false, "passed", "rate_limited"]);
  });

  test("says that a disabled client is disabled (P-30)", async () => {
    await control("voice/client", { active: false });
    const { named } = await check();
    expect(named.token).toMatchObject({ state: "failed", code: "client_disabled" });
  });

  test.each([
    ["a 500 that stays", { status: 500, times: 3 }, "server_error"],
    ["a body that is no JSON", { status: 200, body: "{" }, "unexpected_answer"],
    ["a dropped connection that stays", { drop: "before", times: 3 }, "unreachable"],
  ])("fails for %s, and says what", async (_name, more, code) => {
    await fault("/voice/queues$", more);
    const { ok, named } = await check();
    expect([ok, named.queues?.code]).toEqual([false, code]);
  });
});

test("a stored connection goes on when its token ended before its time, and says when its client was switched off", async () => {
  const { id } = await createConnection(ctx, v2Input("Voice"));
  const voice = await voiceFor(id);
  expect(await voice.listTargets("queues", "Sales_DE")).toMatchObject([
    { name: "Sales_DE", status: "ACTIVE" },
  ]);
  await control("voice/client", { forgetTokens: true });
  expect(await voice.listCalls()).not.toBeNull();
  await control("voice/client", { active: false });
  expect((await recheckConnection(ctx, id)).ok).toBe(false);
  tokens().forget(id);
});

test("a configuration names it with its secret by reference, and brings it in by name", async () => {
  await createConnection(ctx, v2Input("Kept voice"));
  const kept = (await readConfiguration(ctx)).connections["Kept voice"];
  expect(kept).toMatchObject({
    kind: "cxone-v2",
    settings: v2Input("Kept voice").settings,
    secrets: { clientSecret: { env: "KEPT_VOICE_CLIENT_SECRET" } },
  });
  const { settings } = v2Input("Voice");
  const file = `patchbay: 1
connections:
  Voice:
    kind: cxone-v2
    settings:
      environment: us-02
      clientId: ${settings.clientId}
`;
  const plan = await planConfiguration(ctx, file);
  expect(plan.lines).toMatchObject([{ object: "connection:Voice", action: "create" }]);
  expect(plan.secrets).toMatchObject([{ env: "VOICE_CLIENT_SECRET" }]);
  expect(JSON.stringify(plan.lines)).toContain("https://us-02.nicecv.com");
});
