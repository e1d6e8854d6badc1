import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { json } from "#lib/http/start-test-server.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { closeEgress } from "../egress.ts";
import { checkEngage } from "./check-engage.ts";
import { startTestAccount, type TestAccount } from "./start-test-account.ts";

withTestDatabase();
let account: TestAccount;
let well: TestAccount["state"];

beforeAll(async () => {
  account = await startTestAccount();
  well = structuredClone(account.state);
  await allowHost(systemCtx("test"), account.host, "the account of this test");
});
afterEach(() => {
  Object.assign(account.state, structuredClone(well));
});
afterAll(async () => {
  await closeEgress();
  await account.close();
});

const settings = () => ({
  uiBaseUrl: `${account.baseUrl}/engage`,
  apiBaseUrl: `${account.baseUrl}/engage-api`,
});
const check = (apiToken = "token-of-bot-admin", at = settings()) => checkEngage(at, { apiToken }, {});
/** State and sentence of one check. */
async function found(name: string, token?: string) {
  const { checks } = await check(token);
  return checks.find(({ id }) => id === name);
}

describe("checking an account of Engage", () => {
  test("says whose token it is, with which role, on which sources and communities", async () => {
    const report = await check();
    expect(report.checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
      "address passed",
      "token passed",
      "owner passed",
      "rights passed",
      "sources passed",
      "community passed",
    ]);
    expect(report.checks.every(({ doesNotProve }) => doesNotProve.length > 10)).toBe(true);
    expect(report).toMatchObject({
      ok: true,
      tenant: {
        domain: account.host,
        accountId: "a".repeat(24),
        user: { name: "Bo Admin", email: "bo@acme.example", roleName: "Patchbay" },
        communities: [{ name: "Acme Community" }],
      },
    });
  });

  test.each([
    ["not-a-token", "bad_token"],
    ["token-switched-off", "token_disabled"],
  ])("refuses %s at its field, and the address is proved by the refusal", async (token, code) => {
    const report = await check(token);
    expect(report).toMatchObject({
      ok: false,
      fields: { "secrets.apiToken": expect.stringMatching(/token/i) },
    });
    expect(report.checks).toMatchObject([{ state: "passed" }, { state: "failed", code }, {}, {}, {}, {}]);
    expect(report.checks.slice(2).every(({ state }) => state === "not_run")).toBe(true);
    expect(JSON.stringify(report)).not.toContain(token);
  });

  test("the pages for people in the place of the API are told apart from it", async () => {
    const report = await check(undefined, { ...settings(), apiBaseUrl: `${account.baseUrl}/engage/admin` });
    expect(report).toMatchObject({
      ok: false,
      checks: [{ id: "address", state: "failed", code: "html_answer" }, {}, {}, {}, {}, {}],
      fields: { "settings.apiBaseUrl": expect.stringMatching(/web page|HTML/i) },
    });
  });

  test("an API that is not Engage's is not taken for it", async () => {
    account.state.instead = json(200, { ok: true });
    expect(await found("address")).toMatchObject({
      state: "failed",
      message: expect.stringContaining("does not answer as Engage does"),
    });
  });

  test("a host that is not allowed is not called", async () => {
    const before = account.requests.length;
    const report = await check(undefined, { ...settings(), apiBaseUrl: "http://169.254.169.254" });
    expect(report).toMatchObject({
      ok: false,
      checks: [{ code: "address_not_allowed" }, {}, {}, {}, {}, {}],
    });
    expect(account.requests.length).toBe(before);
  });

  test.each([
    ["manage_categories", "Manage categories"],
    ["update_content_source", "Update content source"],
    ["manage_api_access_tokens", "Manage api access tokens"],
    ["manage_folders", "Manage folders"],
    ["read_user", "Read user"],
    ["update_user", "Update user"],
    ["read_identity", "Read identity"],
    ["update_intervention", "Update intervention"],
    ["read_community", "Read community"],
  ])("a role without %s is told so by name, and can still be connected", async (right, label) => {
    account.state.role[right] = false;
    const report = await check();
    expect(report.ok).toBe(true);
    expect(report.checks.find(({ id }) => id === "rights")).toMatchObject({
      state: "warning",
      message: expect.stringContaining(label),
      fix: expect.stringContaining(`Admin > Roles > Patchbay and tick ${label}`),
    });
  });

  test("without the right to see sources no set-up can go on", async () => {
    account.state.role.read_content_source = false;
    const report = await check();
    expect(report.ok).toBe(false);
    expect(report.checks).toMatchObject([{}, {}, {}, { state: "failed" }, { state: "warning" }, {}]);
  });

  test("a role that cannot be read, and an owner that is not told, are said and stop nothing", async () => {
    account.state.mayReadRole = false;
    expect(await found("rights")).toMatchObject({
      state: "warning",
      message: expect.stringContaining("Manage roles"),
    });
    account.state.tellsOwner = false;
    expect(await check()).toMatchObject({ ok: true, tenant: { user: null } });
    expect(await found("owner")).toMatchObject({ state: "warning" });
  });

  test("reply that is missing on a source is named with the source", async () => {
    account.state.permissions = { ["3".repeat(24)]: ["read"] };
    expect(await found("sources")).toMatchObject({
      state: "warning",
      message: "1 source can be read. Reply is missing on Website.",
    });
    account.state.sources = [];
    expect(await found("sources")).toMatchObject({
      state: "warning",
      message: "This agent can read no source.",
    });
  });

  test("an account without a community cannot go on: none can be made by API (E-01)", async () => {
    account.state.communities = [{ id: "5".repeat(24), name: "Old", active: false }];
    expect(await found("community")).toMatchObject({
      state: "failed",
      fix: expect.stringContaining("Communities"),
    });
    account.state.role.read_community = false;
    expect(await found("community")).toMatchObject({ state: "warning" });
  });

  test("a limit that is running is the answer: nobody waits a minute for it", async () => {
    account.state.instead = json(429, {
      error: "rate_limit_exceeded",
      message: "Rate limit exceeded",
      status: 429,
    });
    expect(await found("address")).toMatchObject({ state: "failed", code: "rate_limited" });
  });
});
