import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getSettings } from "#lib/engage/settings.ts";
import { listExpiries } from "#lib/expiries/reads.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { getTenants } from "#lib/tenant/reads.ts";
import { clientFor } from "../client-for.ts";
import { createConnection } from "../create-connection.ts";
import { deleteConnection } from "../delete-connection.ts";
import { closeEgress, egress } from "../egress.ts";
import { clientForEngage } from "../engage-client-for.ts";
import { getConnectionHealth } from "../health/reads.ts";
import { pauseConnection } from "../pause-connection.ts";
import { getConnection, listConnections } from "../reads.ts";
import { reauthoriseConnection } from "../reauthorise-connection.ts";
import { checkDraft, recheckConnection } from "../recheck-connection.ts";
import { rotateCredential } from "../rotate-credential.ts";
import { changedConnectionSchema, connectionInputSchema, reauthoriseSchema } from "../schema.ts";
import { updateConnection } from "../update-connection.ts";
import { startTestAccount, type TestAccount } from "./start-test-account.ts";

withTestDatabase();
const ctx = systemCtx("test");
const TOKEN = "token-of-bot-admin";
let account: TestAccount;
let well: TestAccount["state"];

beforeAll(async () => {
  account = await startTestAccount();
  well = structuredClone(account.state);
  await allowHost(ctx, account.host, "the account of this test");
});
afterEach(async () => {
  Object.assign(account.state, structuredClone(well));
  await db().connection.deleteMany();
});
afterAll(async () => {
  await closeEgress();
  await account.close();
});

const body = (change: object = {}) => ({
  kind: "engage",
  settings: { uiBaseUrl: `${account.baseUrl}/engage`, apiBaseUrl: `${account.baseUrl}/engage-api` },
  secrets: { apiToken: TOKEN },
  ...change,
});
const connect = (change: object = {}) => createConnection(ctx, connectionInputSchema.parse(body(change)));
const engage = (apiToken: string) => reauthoriseSchema.parse({ kind: "engage", secrets: { apiToken } });

describe("connecting an account of Engage", () => {
  test("needs a domain and a token; the token is kept only sealed and comes back in no answer (E-10)", async () => {
    const made = await connect();
    expect(made).toMatchObject({
      kind: "engage",
      name: "Engage",
      environment: "sandbox",
      tenant: { user: { email: "bo@acme.example" }, communities: [{ name: "Acme Community" }] },
      secrets: { apiToken: { set: true, hint: "dmin", neverExpires: true } },
      overlaps: [],
    });
    await recheckConnection(ctx, made.id);
    await egress().flushLog();
    const answers = [await getConnection(ctx, made.id), await listConnections(ctx), await listExpiries(ctx)];
    const kept = await db().$queryRaw<{ row: string }[]>`
      SELECT secret::text AS row FROM secret UNION ALL SELECT connection::text FROM connection
      UNION ALL SELECT audit_entry::text FROM audit_entry UNION ALL SELECT request_log::text FROM request_log`;
    const text = kept.map(({ row }) => row).join("\n");
    expect(text).toContain("engage.settings.get");
    expect(text + JSON.stringify(answers)).not.toContain(TOKEN);
    expect(await db().auditEntry.findMany({ where: { action: "connection.created" } })).toMatchObject([
      { after: { kind: "engage", apiTokenFingerprint: expect.any(String) } },
    ]);
  });

  test("a refused token is said at its field and nothing is kept", async () => {
    await expect(connect({ secrets: { apiToken: "wrong" } })).rejects.toMatchObject({
      code: "bad_input",
      options: {
        title: "RingCentral Engage did not accept this connection",
        fields: { "secrets.apiToken": expect.any(String) },
      },
    });
    await expect(connect({ secrets: {} })).rejects.toMatchObject({
      options: {
        fields: { "secrets.apiToken": expect.stringMatching(/^Enter the API access token\. Engage/) },
      },
    });
    expect(await db().connection.count()).toBe(0);
  });

  test("its client speaks with the token that is kept now, and CXone's refuses the connection in a sentence", async () => {
    const { id } = await connect();
    const client = await clientForEngage(id);
    expect(await getSettings(client)).toMatchObject({ name: "Acme" });
    account.state.tokens["token-that-is-new"] = "valid";
    await reauthoriseConnection(ctx, id, engage("token-that-is-new"));
    account.state.tokens[TOKEN] = "disabled";
    expect(await getSettings(client)).toMatchObject({ name: "Acme" });
    const wrongKind = {
      code: "bad_request",
      message: "This connection is of RingCentral Engage; choose a CXone one.",
    };
    await expect(clientFor(id)).rejects.toMatchObject(wrongKind);
    await expect(getTenants(ctx, id)).rejects.toMatchObject(wrongKind);
    expect(await getTenants(ctx, undefined)).toEqual({ tenants: [], chosen: null });
  });
});

describe("changing it", () => {
  test("keeps an empty token, but not for another address, and tells the second of two admins", async () => {
    const made = await connect();
    const { id, version } = made;
    const change = (more: object) => connectionInputSchema.parse(body({ secrets: {}, ...more }));
    const renamed = await updateConnection(ctx, id, version, change({ name: "Acme" }));
    expect(renamed).toMatchObject({ name: "Acme", kind: "engage", secrets: made.secrets });
    await expect(updateConnection(ctx, id, version, change({ name: "Late" }))).rejects.toMatchObject({
      code: "conflict",
    });
    const moved = { settings: { uiBaseUrl: "other.engagement.dimelo.com" } };
    const before = account.requests.length;
    await expect(updateConnection(ctx, id, renamed.version, change(moved))).rejects.toMatchObject({
      options: { fields: { "secrets.apiToken": expect.stringContaining("again") } },
    });
    await expect(checkDraft(ctx, { ...change(moved), connectionId: id })).rejects.toMatchObject({
      code: "bad_input",
    });
    expect(account.requests.length).toBe(before);
    const asCxone = changedConnectionSchema.parse({
      name: "CXone",
      version: renamed.version,
      settings: { issuer: "https://cxone.niceincontact.com", accessKeyId: "key" },
    });
    await expect(updateConnection(ctx, id, renamed.version, asCxone)).rejects.toMatchObject({
      code: "bad_request",
    });
  });

  test("a new token is tried first; one of another account, or none that works, changes nothing", async () => {
    const { id } = await connect();
    const secret = () => db().secret.findMany({ where: { subject: `connection:${id}` } });
    const before = await secret();
    await expect(reauthoriseConnection(ctx, id, engage("wrong"))).rejects.toMatchObject({
      options: { fields: { "secrets.apiToken": expect.any(String) } },
    });
    account.state.settings.id = "b".repeat(24);
    account.state.communities = [{ id: "6".repeat(24), name: "Globex Community", active: true }];
    await expect(reauthoriseConnection(ctx, id, engage(TOKEN))).rejects.toMatchObject({
      options: {
        fields: {
          "secrets.apiToken": expect.stringMatching(/Globex Community.*belongs to .*Acme Community/),
        },
      },
    });
    expect(await secret()).toEqual(before);
    const cxone = reauthoriseSchema.parse({ secrets: { accessKeySecret: "x" } });
    await expect(reauthoriseConnection(ctx, id, cxone)).rejects.toMatchObject({ code: "bad_request" });
    await expect(reauthoriseConnection(testCtx("operator"), id, engage(TOKEN))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("a token of another agent of the account is taken, and the audit log says whose it was and is", async () => {
    const { id } = await connect();
    account.state.user = { ...account.state.user, email: "mia@acme.example" };
    await reauthoriseConnection(ctx, id, engage(TOKEN));
    const object = `connection:${id}`;
    const [entry] = await db().auditEntry.findMany({ where: { action: "connection.reauthorised", object } });
    expect(entry).toMatchObject({
      before: { agent: "bo@acme.example" },
      after: { agent: "mia@acme.example", apiTokenFingerprint: expect.any(String) },
    });
  });

  test("there is nothing to rotate: tokens of Engage do not overlap", async () => {
    const { id } = await connect();
    const input = {
      kind: "accessKey",
      accessKeyId: "a",
      secret: "b",
      expiry: "never",
      retireOn: null,
    } as const;
    await expect(rotateCredential(ctx, id, input)).rejects.toMatchObject({
      code: "bad_request",
      options: { fix: expect.stringContaining("Re-authorise") },
    });
  });
});

test("its health is measured like that of others; it is paused, named in the calendar and deleted alike", async () => {
  const { id } = await connect();
  expect(await getConnectionHealth(ctx, id)).toMatchObject({ health: { state: "healthy" }, token: null });
  account.state.tokens[TOKEN] = "disabled";
  await recheckConnection(ctx, id);
  const failing = await getConnectionHealth(ctx, id);
  expect(failing).toMatchObject({ health: { state: "failing" }, failure: { code: "token_disabled" } });
  const notices = () => db().notice.count({ where: { resolvedAt: null, link: `/connections/${id}` } });
  expect(await notices()).toBe(1);
  await pauseConnection(ctx, id, true);
  expect(await notices()).toBe(0);
  const secrets = (await listExpiries(ctx)).filter(({ kind }) => kind === "secret");
  expect(secrets).toMatchObject([{ title: "API access token of Engage", expiresAt: null }]);
  await deleteConnection(ctx, id);
  expect(await db().secret.count({ where: { subject: `connection:${id}` } })).toBe(0);
});
