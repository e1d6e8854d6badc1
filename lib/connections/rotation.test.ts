import http from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { listSkills } from "#lib/cxone/skills.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";
import { createTokenStore } from "./access-token.ts";
import { clientFor } from "./client-for.ts";
import { requestStoredToken } from "./credentials.ts";
import { rotateSchema } from "./cxone/schema.ts";
import { egress } from "./egress.ts";
import { getCxoneConnection } from "./reads.ts";
import { checkDraft, recheckConnection } from "./recheck-connection.ts";
import { retireCredential, retireDueCredentials } from "./retire-credential.ts";
import { rotateCredential } from "./rotate-credential.ts";
import { withConnectedSandbox } from "./scene.ts";
import { connectionInputSchema, draftCheckSchema } from "./schema.ts";
import { updateConnection } from "./update-connection.ts";

withTestDatabase();
const { connectionId, control, input, sandbox } = withConnectedSandbox();
const ctx = systemCtx("test");
const get = () => getCxoneConnection(ctx, connectionId());
const subject = () => `connection:${connectionId()}`;
const openNotices = () => db().notice.findMany({ where: { resolvedAt: null } });

const post = (path: string) =>
  fetch(`${sandbox().baseUrl}/cxone/console${path}`, { method: "POST", redirect: "manual" });
/** What an admin of CXone does there: a second key of the same user, and switching one off or on. */
async function addKey(): Promise<{ accessKeyId: string; secret: string }> {
  const page = await (await post("/employees/30101/access-keys")).text();
  const read = (id: string) => new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? "";
  return { accessKeyId: read("access-key-id"), secret: read("access-key-secret") };
}
const toggleKey = (accessKeyId: string) => post(`/access-keys/${accessKeyId}/toggle`);

describe("rotating with overlap", () => {
  beforeEach(async () => {
    await db().credentialOverlap.deleteMany();
  });

  const rotate = async (change = {}) =>
    rotateCredential(
      ctx,
      connectionId(),
      rotateSchema.parse({
        ...(await addKey()),
        kind: "accessKey",
        expiry: "2027-03-31",
        retireOn: null,
        ...change,
      }),
    );

  test("the new key is tried, becomes current, and the old one stays as fallback", async () => {
    const before = await get();
    await rotate();
    const after = await get();
    expect(after.settings.accessKeyId).not.toBe(before.settings.accessKeyId);
    expect(after.secrets.accessKeySecret).toMatchObject({ expiresAt: "2027-03-31T00:00:00.000Z" });
    expect(after.overlaps).toMatchObject([
      { kind: "accessKey", oldId: before.settings.accessKeyId, secret: before.secrets.accessKeySecret },
    ]);
    await expect(rotate()).rejects.toMatchObject({ code: "in_use" });
  });

  test("a key that CXone refuses changes nothing", async () => {
    const before = await get();
    await expect(rotate({ secret: "not-this-one" })).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { secret: expect.stringContaining("access key") } },
    });
    expect(await get()).toEqual(before);
  });

  test("a new key that is switched off later is replaced by the old one, in two processes, with one warning", async () => {
    await rotate();
    const { accessKeyId } = (await get()).settings;
    await toggleKey(accessKeyId);
    const source = {
      request: async (id: string) => {
        const { accessToken, expiresInSeconds } = await requestStoredToken(egress().send, id);
        return { token: accessToken, expiresInSeconds };
      },
      packError: String,
      unpackError: (packed: unknown) => new Error(String(packed)),
    };
    const stores = [createTokenStore(pool(), source), createTokenStore(pool(), source)];
    const tokens = await Promise.all(stores.map(async (store) => store.getAccessToken(connectionId())));
    expect(new Set(tokens).size).toBe(1);
    expect(await openNotices()).toMatchObject([{ title: "Acme: the new access key is refused" }]);
    const report = await recheckConnection(ctx, connectionId());
    expect(report).toMatchObject({ ok: true, checks: [{}, { state: "warning" }, {}, {}, {}] });
    expect((await get()).health.state).toBe("degraded");
    await expect(retireCredential(ctx, connectionId(), "accessKey")).rejects.toMatchObject({
      code: "in_use",
    });
    expect(await retireDueCredentials({ ...ctx, now: () => new Date("2036-01-01") })).toBe(0);

    await toggleKey(accessKeyId);
    await recheckConnection(ctx, connectionId());
    expect(await openNotices()).toEqual([]);
    expect((await get()).health.state).toBe("healthy");
  });

  test("it is retired by its date, and from then on the new one stands alone", async () => {
    await rotate({ retireOn: "2026-12-24" });
    const at = (day: string) => ({ ...ctx, now: () => new Date(`${day}T00:00:01Z`) });
    expect(await retireDueCredentials(at("2026-12-23"))).toBe(0);
    expect(await retireDueCredentials(at("2026-12-24"))).toBe(1);
    expect((await get()).overlaps).toEqual([]);
    expect(await db().secret.count({ where: { subject: subject(), field: { endsWith: ".previous" } } })).toBe(
      0,
    );
    expect(await listSkills(await clientFor(connectionId()))).not.toHaveLength(0);
    const { accessKeyId } = (await get()).settings;
    await toggleKey(accessKeyId);
    await expect(requestStoredToken(egress().send, connectionId())).rejects.toBeInstanceOf(CxoneError);
    await toggleKey(accessKeyId);
  });

  test("only an admin may, and a date or 'never' must be chosen", async () => {
    const given = { kind: "clientSecret", secret: "a-new-client-secret", retireOn: null };
    for (const expiry of ["", "tomorrow", undefined]) {
      expect(rotateSchema.safeParse({ ...given, expiry }).error?.issues).toMatchObject([
        { path: ["expiry"], message: "Choose a date, or say that it does not expire." },
      ]);
    }
    const parsed = rotateSchema.parse({ ...given, expiry: "never" });
    await expect(rotateCredential(testCtx("operator"), connectionId(), parsed)).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("while CXone answers 500 the old one is not taken for a better one", async () => {
    await rotate();
    await control("faults", { system: "cxone", pathPattern: "/token", times: 50, status: 500 });
    await expect(requestStoredToken(egress().send, connectionId())).rejects.toMatchObject({
      code: "server_error",
    });
    expect((await get()).overlaps[0]?.fallingBackSince).toBeNull();
    await control("faults", undefined, "DELETE");
    for (const origin of [sandbox().baseUrl]) egress().halfOpen(origin);
  });
});

describe("a changed host", () => {
  test("gets no kept secret: not by saving, not by testing, and nothing arrives there before all are entered", async () => {
    const arrived: string[] = [];
    const listener = http.createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        arrived.push(`${JSON.stringify(request.headers)} ${body}`);
        response.writeHead(404).end();
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
    await allowHost(ctx, host, "the other host of this test");
    const kept = await get();
    const { name, settings } = kept;
    const { secrets: old } = input("Acme");
    const elsewhere = [
      { ...settings, issuer: `http://${host}` },
      { ...settings, dfoBaseUrl: `http://${host}/dfo` },
      { ...settings, clientId: "another-client" },
    ];
    for (const changed of elsewhere) {
      for (const secrets of [{}, { clientSecret: "only-one-of-two" }]) {
        const form = connectionInputSchema.parse({ name, settings: changed, secrets });
        const refused = {
          code: "bad_input",
          options: { fields: { "secrets.accessKeySecret": expect.stringContaining("again") } },
        };
        await expect(updateConnection(ctx, kept.id, kept.version, form)).rejects.toMatchObject(refused);
        const draft = draftCheckSchema.parse({ ...form, connectionId: kept.id });
        await expect(checkDraft(ctx, draft)).rejects.toMatchObject(refused);
      }
    }
    expect(arrived).toEqual([]);
    // With everything entered anew the host is asked, and sees only what was entered.
    const form = connectionInputSchema.parse({
      name,
      settings: elsewhere[0],
      secrets: { accessKeySecret: "typed-access-key", clientSecret: "typed-client-secret" },
    });
    await expect(updateConnection(ctx, kept.id, kept.version, form)).rejects.toMatchObject({
      code: "bad_input",
    });
    expect(arrived.length).toBeGreaterThan(0);
    for (const secret of [old.accessKeySecret, old.clientSecret])
      expect(arrived.join()).not.toContain(secret);
    expect((await get()).settings).toEqual(settings);
    await new Promise((resolve) => listener.close(resolve));
  });

  test("with host and client unchanged the test fills empty secrets in", async () => {
    const { name, settings, id } = await get();
    const draft = draftCheckSchema.parse({ name, settings, secrets: {}, connectionId: id });
    expect(await checkDraft(ctx, draft)).toMatchObject({ ok: true });
    const without = draftCheckSchema.parse({ name, settings, secrets: {} });
    await expect(checkDraft(ctx, without)).rejects.toMatchObject({ code: "bad_input" });
  });
});
