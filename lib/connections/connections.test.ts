import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyChain } from "#lib/audit/verify-chain.ts";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { listSkills } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { type RunningSandbox, startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { clientFor } from "./client-for.ts";
import { createConnection } from "./create-connection.ts";
import { deleteConnection } from "./delete-connection.ts";
import { closeEgress, egress } from "./egress.ts";
import { getConnection } from "./reads.ts";
import { recheckConnection } from "./recheck-connection.ts";
import { connectionInputSchema } from "./schema.ts";
import { updateConnection } from "./update-connection.ts";

withTestDatabase();
const ctx = systemCtx("test");
let sandbox: RunningSandbox;
let credentials: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, dataDir: null });
  const answer = await fetch(`${sandbox.baseUrl}/credentials.json?system=cxone`);
  credentials = ((await answer.json()) as { cxone: Record<string, string> }).cxone;
  await allowHost(ctx, new URL(sandbox.baseUrl).host, "the sandbox of this test");
});
afterAll(async () => {
  await closeEgress();
  await sandbox.close();
});

const input = (name: string, change: Record<string, string> = {}) => {
  const all = { ...credentials, ...change };
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret, clientSecret } = all;
  return connectionInputSchema.parse({
    name,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret, clientSecret },
  });
};

const fault = (body: Record<string, unknown>) =>
  fetch(`${sandbox.baseUrl}/control/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ system: "cxone", ...body }),
  });

/** The refusal of an attempt to connect. */
async function refusal(attempt: Promise<unknown>): Promise<AppError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe("connecting a tenant", () => {
  test("looks tenant and business unit up and keeps secrets only sealed (H-12 to H-18)", async () => {
    const made = await createConnection(ctx, input("Acme"));
    expect(made).toMatchObject({
      environment: "sandbox",
      tenant: { tenantId: credentials.tenantId, businessUnitId: String(credentials.businessUnitId) },
      secrets: { accessKeySecret: { set: true, hint: credentials.accessKeySecret?.slice(-4) } },
    });
    expect(JSON.stringify(made)).not.toContain(credentials.accessKeySecret);
    await egress().flushLog();
    const everything = await db().$queryRaw<{ row: string }[]>`
      SELECT secret::text AS row FROM secret UNION ALL SELECT access_token::text FROM access_token
      UNION ALL SELECT audit_entry::text FROM audit_entry UNION ALL SELECT request_log::text FROM request_log`;
    const text = everything.map(({ row }) => row).join("\n");
    expect(text).toContain("cxone.token.request");
    expect(text).not.toContain(credentials.accessKeySecret);
    expect(text).not.toContain(credentials.clientSecret);
  });

  test("without a registered client it signs in by access key alone", async () => {
    const made = await createConnection(ctx, input("Simple login", { clientId: "", clientSecret: "" }));
    expect((await listSkills(await clientFor(made.id))).length).toBeGreaterThan(0);
  });

  test.each([
    ["accessKeySecret", "wrong", "secrets.accessKeySecret", /access key/i],
    ["clientSecret", "wrong", "secrets.clientSecret", /client/i],
    ["issuer", "https://127.0.0.1:1", "settings.issuer", /private|allowed|network/i],
    ["issuer", "http://169.254.169.254", "settings.issuer", /private|allowed|network|https/i],
    ["issuer", "https://cxone.invalid", "settings.issuer", /resolve|name|spelling/i],
  ])("a wrong %s (%s) is said at its field and nothing is kept", async (key, value, field, sentence) => {
    const error = await refusal(createConnection(ctx, input(`Wrong ${key} ${value}`, { [key]: value })));
    expect(error.code).toBe("bad_input");
    expect(error.options.fields?.[field]).toMatch(sentence);
    expect(await db().connection.count({ where: { name: { startsWith: "Wrong" } } })).toBe(0);
  });

  test("an issuer that answers HTML is named so", async () => {
    await fault({
      pathPattern: "openid-configuration",
      times: 1,
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<html><h1>Welcome</h1></html>",
    });
    const error = await refusal(createConnection(ctx, input("HTML")));
    expect(error.options.fields?.["settings.issuer"]).toMatch(/web page|HTML/i);
  });

  test("a missing secret and a taken name are said at their fields", async () => {
    const missing = await refusal(createConnection(ctx, input("No secret", { accessKeySecret: "" })));
    expect(missing.options.fields?.["secrets.accessKeySecret"]).toMatch(/^Enter/);
    const taken = await refusal(createConnection(ctx, input("Acme")));
    expect(taken.code).toBe("name_taken");
  });
});

describe("changing a connection", () => {
  test("keeps empty secrets, but asks for them again when they would go elsewhere", async () => {
    const made = await createConnection(ctx, input("Kept"));
    const renamed = input("Kept and renamed", { accessKeySecret: "", clientSecret: "" });
    const changed = await updateConnection(ctx, made.id, made.version, renamed);
    expect(changed.name).toBe("Kept and renamed");
    const moved = input("Kept", {
      accessKeySecret: "",
      clientSecret: "",
      issuer: "https://elsewhere.example",
    });
    const error = await refusal(updateConnection(ctx, made.id, changed.version, moved));
    expect(Object.keys(error.options.fields ?? {})).toEqual([
      "secrets.accessKeySecret",
      "secrets.clientSecret",
    ]);
  });

  test("the second of two admins is told", async () => {
    const made = await createConnection(ctx, input("Two admins"));
    await updateConnection(
      testCtx("admin", { name: "Ann" }),
      made.id,
      made.version,
      input("Two admins, first"),
    );
    // What happens to it in between without anybody changing it is not taken for the change.
    await recheckConnection(ctx, made.id);
    const error = await refusal(updateConnection(ctx, made.id, made.version, input("Two admins, second")));
    expect(error.code).toBe("conflict");
    expect(error.options.detail).toMatch(/^Ann changed it at .*: .*name/);
  });

  test("one that handovers need is not deleted, and they are named", async () => {
    const made = await createConnection(ctx, input("Needed"));
    const data = { kind: "cxone", bot: {}, settings: {}, byocClientId: "needs-it", connectionId: made.id };
    await db().handoverProvider.create({
      data: { ...data, id: "0123456789abcdef01234567", name: "Support DE" },
    });
    const error = await refusal(deleteConnection(ctx, made.id));
    expect([error.code, error.options.detail]).toEqual(["in_use", expect.stringContaining("Support DE")]);
    expect((await getConnection(ctx, made.id)).handovers).toEqual([
      { id: "0123456789abcdef01234567", name: "Support DE" },
    ]);
  });
});

describe("using a connection", () => {
  test("an expired token is replaced once and the call goes through", async () => {
    const made = await createConnection(ctx, input("Expires"));
    const client = await clientFor(made.id);
    await listSkills(client);
    await fetch(`${sandbox.baseUrl}/control/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advanceSeconds: 4000 }),
    });
    expect((await listSkills(client)).length).toBeGreaterThan(0);
  });

  test("a check keeps what went wrong, and the next good one clears it", async () => {
    const made = await createConnection(ctx, input("Checked"));
    await fault({ pathPattern: "openid-configuration", times: 3, status: 500 });
    expect((await recheckConnection(ctx, made.id)).ok).toBe(false);
    expect((await db().connection.findUniqueOrThrow({ where: { id: made.id } })).lastError).toMatchObject({
      fix: expect.any(String),
    });
    expect((await recheckConnection(ctx, made.id)).ok).toBe(true);
    await deleteConnection(ctx, made.id);
    expect(await db().secret.count({ where: { subject: `connection:${made.id}` } })).toBe(0);
    expect(await verifyChain({ anchors: [] })).toMatchObject({ ok: true });
  });
});
