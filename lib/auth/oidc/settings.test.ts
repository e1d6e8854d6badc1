import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { closeEgress, egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { checkProvider } from "./check-provider.ts";
import { getSignInSettings } from "./reads.ts";
import { saveSignInSettings } from "./save-sign-in-settings.ts";
import { signInSettingsSchema } from "./schema.ts";
import { startTestProvider, type TestProvider } from "./start-test-provider.ts";

withTestDatabase();

const ctx = testCtx("admin", { id: "usr_root", name: "Root" });
let provider: TestProvider;
let impostor: { origin: string; close(): void };

beforeAll(async () => {
  provider = await startTestProvider("http://localhost:1/api/auth/oidc/callback");
  // Serves the document of the real one under its own address.
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ issuer: provider.issuer, jwks_uri: `${provider.issuer}/jwks` }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  impostor = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.closeAllConnections(),
  };
  server.unref();
  for (const origin of [provider.issuer, impostor.origin]) await allowHost(ctx, new URL(origin).host, "test");
});
afterAll(async () => {
  await closeEgress();
  impostor.close();
  await provider.close();
});

const input = (more: object = {}) => ({
  version: 1,
  oidcEnabled: true,
  issuer: provider.issuer,
  clientId: "patchbay",
  clientSecret: "canary-secret-of-the-client",
  scopes: "openid email",
  groupsClaim: "groups",
  roleOfGroup: [{ group: "it", role: "admin" }],
  passwordAllowed: true,
  ...more,
});
const save = async (more: object = {}) => {
  const { version } = await getSignInSettings(ctx);
  return saveSignInSettings(ctx, signInSettingsSchema.parse(input({ version, ...more })), egress().send);
};
const fieldsOf = (more: object) =>
  signInSettingsSchema.safeParse(input(more)).error?.issues.map((issue) => issue.path.join("."));

describe("checking a provider", () => {
  test("says what was found, and what that does not prove", async () => {
    const checks = await checkProvider(ctx, { issuer: provider.issuer }, egress().send);
    expect(checks.map(({ id, state }) => [id, state])).toEqual([
      ["discovery", "passed"],
      ["keys", "passed"],
      ["flow", "passed"],
    ]);
    expect(checks.every(({ doesNotProve }) => doesNotProve.length > 0)).toBe(true);
  });

  test.each([
    ["the document of somebody else", () => impostor.origin, "another issuer"],
    ["nothing of the kind", () => `${provider.issuer}/elsewhere`, "no readable discovery document"],
    ["the metadata service of a cloud", () => "https://169.254.169.254", "can never be called"],
    ["a private host that nobody allowed", () => "https://10.1.2.3", "not public"],
    ["plain http to a public host", () => "http://example.com", "Use https"],
  ])("an address with %s fails by name", async (_what, issuer, words) => {
    const [discovery, keys] = await checkProvider(ctx, { issuer: issuer() }, egress().send);
    expect(discovery).toMatchObject({ state: "failed", message: expect.stringContaining(words) });
    expect(keys?.state).toBe("not-run");
  });
});

describe("the settings", () => {
  test.each<[string, object, string[]]>([
    ["no scope openid", { scopes: "email" }, ["scopes"]],
    ["no group", { roleOfGroup: [] }, ["roleOfGroup"]],
    ["an empty group", { roleOfGroup: [{ group: " ", role: "admin" }] }, ["roleOfGroup.0.group"]],
    ["an unknown role", { roleOfGroup: [{ group: "it", role: "root" }] }, ["roleOfGroup.0.role"]],
    ["neither way in", { oidcEnabled: false, passwordAllowed: false }, ["passwordAllowed"]],
    ["a name in the address", { issuer: "https://me@idp.example" }, ["issuer"]],
    ["no issuer and no client", { issuer: "", clientId: "" }, ["issuer", "clientId"]],
  ])("are refused with %s", (_what, more, wanted) => {
    expect(fieldsOf(more)).toEqual(wanted);
  });

  test("keep the secret write-only, and forget it with the client it belongs to", async () => {
    const saved = await save();
    expect(saved.clientSecret).toMatchObject({ set: true, hint: "ient" });
    expect((await save({ clientSecret: "" })).clientSecret).toMatchObject({ set: true });
    expect((await save({ clientSecret: "", clientId: "another" })).clientSecret).toEqual({ set: false });
    const rows = await db().auditEntry.findMany({
      where: { action: "sign_in.changed" },
      select: { before: true, after: true },
    });
    expect(JSON.stringify(rows)).not.toContain("canary-secret");
    expect(rows.length).toBe(3);
  });

  test("are not saved for a provider that does not answer, and not over those of somebody else", async () => {
    await expect(save({ issuer: `${provider.issuer}/elsewhere` })).rejects.toMatchObject({
      options: { fields: { issuer: expect.stringContaining("discovery document") } },
    });
    const old = signInSettingsSchema.parse(input());
    await expect(saveSignInSettings(ctx, old, egress().send)).rejects.toMatchObject({ code: "conflict" });
  });

  test("need an admin who has just proved who they are", async () => {
    const stale = testCtx("admin", { authenticatedAt: new Date(Date.now() - 601_000) });
    const parsed = signInSettingsSchema.parse(input());
    await expect(saveSignInSettings(stale, parsed, egress().send)).rejects.toMatchObject({
      code: "reauth_required",
    });
  });
});
