import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as callback } from "#app/api/auth/oidc/callback/route.ts";
import { POST as link } from "#app/api/auth/oidc/link/route.ts";
import { POST as start } from "#app/api/auth/oidc/start/route.ts";
import { POST as confirm } from "#app/api/session/confirm/oidc/route.ts";
import { authenticate } from "#lib/auth/authenticate.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import type { Role } from "#lib/auth/schema.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { allowHost } from "#lib/connections/allowed-hosts.ts";
import { closeEgress, egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createUser } from "#lib/people/create-user.ts";
import { setUserDisabled } from "#lib/people/disable-user.ts";
import { invitePerson } from "#lib/people/invite-person.ts";
import { getSignInSettings } from "./reads.ts";
import { saveSignInSettings } from "./save-sign-in-settings.ts";
import { type SignInSettingsInput, signInSettingsSchema } from "./schema.ts";
import { startTestProvider, type TestAccount, type TestProvider } from "./start-test-provider.ts";
import { serveRoutes, TestBrowser } from "./test-browser.ts";

withTestDatabase();

const ctx = testCtx("admin", { id: "usr_root", name: "Root" });
const password = "a long enough password";
let provider: TestProvider;
let house: Awaited<ReturnType<typeof serveRoutes>>;
let home = "";

const settings = async (more: Partial<SignInSettingsInput> = {}): Promise<void> => {
  const {
    clientSecret: _,
    redirectUri: __,
    adminSignedInAt: ___,
    breakGlassEmail: ____,
    ...kept
  } = await getSignInSettings(ctx);
  await saveSignInSettings(ctx, signInSettingsSchema.parse({ ...kept, ...more }), egress().send);
};

beforeAll(async () => {
  house = await serveRoutes({
    "POST /api/auth/oidc/start": start,
    "GET /api/auth/oidc/callback": callback,
    "POST /api/auth/oidc/link": link,
    "POST /api/session/confirm/oidc": confirm,
  });
  home = `http://localhost:${house.port}`;
  process.env.PUBLIC_URL = home;
  process.env.ADMIN_EMAIL = "root@example.com";
  provider = await startTestProvider(`${home}/api/auth/oidc/callback`);
  await allowHost(ctx, new URL(provider.issuer).host, "the provider of this test");
  await createUser(ctx, { email: "root@example.com", name: "Root", role: "admin", password });
  const { issuer, clientId, clientSecret } = provider;
  const roleOfGroup: { group: string; role: Role }[] = [
    { group: "leads", role: "supervisor" },
    { group: "it", role: "admin" },
    { group: "set-up", role: "operator" },
  ];
  const scopes = "openid email profile groups";
  await settings({ oidcEnabled: true, issuer, clientId, clientSecret, scopes, roleOfGroup });
});
afterAll(async () => {
  await closeEgress();
  await provider.close();
  await house.close();
});
beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const known = (subject: string, more: TestAccount = {}) =>
  provider.accounts.set(subject, {
    email: `${subject}@example.com`,
    email_verified: true,
    name: `${subject} of the provider`,
    groups: ["set-up"],
    ...more,
  });

const json = { "content-type": "application/json" };

/** Starts at our page and goes to the provider's question. */
async function ask(browser: TestBrowser, next = "/handovers?tab=mine"): Promise<string> {
  const init = { method: "POST", headers: json, body: JSON.stringify({ next }) };
  const { url } = (await (await browser.ask(`${home}/api/auth/oidc/start`, init)).json()) as { url: string };
  return (await browser.go(url)).url;
}

/** Answers the provider's question; gives the address of our callback without going there. */
async function answer(browser: TestBrowser, question: string, form: Record<string, string>): Promise<string> {
  const init = { method: "POST", body: new URLSearchParams(form) };
  return (await browser.go(question, init, /\/api\/auth\/oidc\/callback/)).url;
}

async function signInAs(
  account: string,
  browser = new TestBrowser(),
): Promise<{ browser: TestBrowser; at: URL }> {
  const back = await answer(browser, await ask(browser), { account });
  return { browser, at: new URL((await browser.go(back)).url) };
}

const callerOf = (browser: TestBrowser) => authenticate({ cookie: browser.cookies(home) }, new Date());
const resultOf = (at: URL) => [at.pathname, at.searchParams.get("result")];

describe("signing in through the provider", () => {
  test("makes a person with the role of the first group that fits, and lands where they were going", async () => {
    known("olga", { groups: ["everybody", "set-up"] });
    const { browser, at } = await signInAs("olga");
    expect(at.href).toBe(`${home}/handovers?tab=mine`);
    const caller = await callerOf(browser);
    expect(caller).toMatchObject({
      actor: { name: "olga of the provider", role: "operator" },
      session: { method: "oidc" },
    });
    const joined = await db().auditEntry.findFirst({
      where: { action: "user.joined" },
      orderBy: { seq: "desc" },
    });
    expect(joined?.after).toMatchObject({ issuer: provider.issuer, subject: "olga", invited: false });
  });

  test("the role follows the groups at each sign-in, and who is in none of them stays out", async () => {
    known("rita", { groups: ["set-up"] });
    await signInAs("rita");
    known("rita", { groups: ["it", "leads"] });
    expect(await callerOf((await signInAs("rita")).browser)).toMatchObject({ actor: { role: "supervisor" } });
    known("rita", { groups: ["IT"] });
    const { browser, at } = await signInAs("rita");
    expect(resultOf(at)).toEqual(["/sign-in", "no-group"]);
    expect(at.searchParams.get("next")).toBe("/handovers?tab=mine");
    expect(await callerOf(browser)).toBeUndefined();
    known("nobody", { groups: [] });
    await signInAs("nobody");
    expect(await db().user.count({ where: { email: "nobody@example.com" } })).toBe(0);
  });

  test("an invitation is used by it", async () => {
    known("ivan");
    const invitation = { email: "ivan@example.com", name: "Ivan", role: "auditor" } as const;
    const made = await invitePerson(ctx, invitation);
    expect(await callerOf((await signInAs("ivan")).browser)).toMatchObject({ actor: { role: "operator" } });
    expect(await db().accessLink.findUnique({ where: { id: made.id } })).toMatchObject({ endedBy: "used" });
  });

  test.each<[string, TestAccount, string]>([
    ["whose address is not verified", { email_verified: false }, "email-not-verified"],
    ["without an address", { email: "" }, "email-not-verified"],
  ])("somebody new %s is refused", async (_who, more, result) => {
    known("stranger", more);
    expect(resultOf((await signInAs("stranger")).at)).toEqual(["/sign-in", result]);
  });

  test("who is disabled, or cancels, is told so", async () => {
    known("dora");
    const caller = await callerOf((await signInAs("dora")).browser);
    await setUserDisabled(ctx, caller?.actor.id ?? "", true);
    expect(resultOf((await signInAs("dora")).at)).toEqual(["/sign-in", "disabled"]);

    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser), { deny: "1" });
    expect(resultOf(new URL((await browser.go(back)).url))).toEqual(["/sign-in", "denied"]);
  });

  test("an account that was here before is not taken over: its password is asked once", async () => {
    const user = await createUser(ctx, { email: "pat@example.com", name: "Pat", role: "auditor", password });
    known("pat-at-provider", { email: "PAT@example.com" });
    const { browser, at } = await signInAs("pat-at-provider");
    expect(resultOf(at)).toEqual(["/sign-in", "link"]);
    expect(await callerOf(browser)).toBeUndefined();
    const give = (text: string) =>
      browser.ask(`${home}/api/auth/oidc/link`, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ password: text }),
      });
    expect((await give("not the password")).status).toBe(422);
    expect((await give(password)).status).toBe(204);
    expect(await callerOf(browser)).toMatchObject({ actor: { id: user.id, role: "operator" } });
    expect((await give(password)).status).toBe(410);
    expect(await callerOf((await signInAs("pat-at-provider")).browser)).toMatchObject({
      actor: { id: user.id },
    });
  });

  test("the last admin keeps the role that the groups would take", async () => {
    await db().user.updateMany({ where: { email: "root@example.com" }, data: { disabledAt: new Date() } });
    known("boss", { groups: ["it"] });
    await signInAs("boss");
    known("boss", { groups: ["leads"] });
    expect(await callerOf((await signInAs("boss")).browser)).toMatchObject({ actor: { role: "admin" } });
    await db().user.updateMany({ where: { email: "root@example.com" }, data: { disabledAt: null } });
    expect(await callerOf((await signInAs("boss")).browser)).toMatchObject({ actor: { role: "supervisor" } });
  });
});

describe("a way back that is not the one that was begun", () => {
  test("counts once: the second time it has expired", async () => {
    known("once");
    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser), { account: "once" });
    await browser.go(back);
    expect(resultOf(new URL((await browser.go(back)).url))).toEqual(["/sign-in", "expired"]);
  });

  test("is refused in another browser, where somebody was made to open it", async () => {
    known("mallory");
    const mallory = new TestBrowser();
    const back = await answer(mallory, await ask(mallory), { account: "mallory" });
    const victim = new TestBrowser();
    await ask(victim);
    expect(resultOf(new URL((await victim.go(back)).url))).toEqual(["/sign-in", "expired"]);
    expect(await callerOf(victim)).toBeUndefined();
  });

  test("is refused after 10 minutes", async () => {
    known("slow");
    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser), { account: "slow" });
    await db().oidcAttempt.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    expect(resultOf(new URL((await browser.go(back)).url))).toEqual(["/sign-in", "expired"]);
  });

  test.each([
    ["another issuer (mix-up)", (url: URL) => url.searchParams.set("iss", "https://evil.example")],
    ["no issuer, though the provider always names itself", (url: URL) => url.searchParams.delete("iss")],
    ["a code of somebody else", (url: URL) => url.searchParams.set("code", "stolen")],
  ])("is refused with %s", async (_what, change) => {
    known("tampered");
    const browser = new TestBrowser();
    const url = new URL(await answer(browser, await ask(browser), { account: "tampered" }));
    change(url);
    expect(resultOf(new URL((await browser.go(url.href)).url))).toEqual(["/sign-in", "provider-failed"]);
    expect(await callerOf(browser)).toBeUndefined();
  });

  test("leads nowhere but to a page of ours", async () => {
    known("led");
    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser, "//evil.example/"), { account: "led" });
    expect((await browser.go(back)).url).toBe(`${home}/`);
  });
});

describe("confirming that it is still me", () => {
  async function confirmAs(browser: TestBrowser, account: string): Promise<URL> {
    const init = { method: "POST", headers: { ...json, origin: home } };
    const begun = await browser.ask(`${home}/api/session/confirm/oidc`, init);
    const { url } = (await begun.json()) as { url: string };
    const { searchParams } = new URL(url);
    expect([searchParams.get("prompt"), searchParams.get("max_age")]).toEqual(["login", "0"]);
    const question = (await browser.go(url)).url;
    return new URL((await browser.go(await answer(browser, question, { account }))).url);
  }

  test("asks at the provider again, although one is signed in there", async () => {
    known("carl", { groups: ["it"] });
    const { browser } = await signInAs("carl");
    const long = new Date(Date.now() - 3_600_000);
    await db().session.updateMany({
      where: { user: { email: "carl@example.com" } },
      data: { authenticatedAt: long },
    });
    const stale = await callerOf(browser);
    if (stale?.by !== "cookie") throw new Error("nobody is signed in");
    expect(() => requireFresh({ ...ctx, ...stale })).toThrow();
    expect((await confirmAs(browser, "carl")).pathname).toBe("/confirmed");
    const fresh = await callerOf(browser);
    if (fresh?.by !== "cookie") throw new Error("nobody is signed in");
    requireFresh({ ...ctx, ...fresh });
  });

  test("does not count for somebody else", async () => {
    known("dave");
    known("eric");
    const { browser } = await signInAs("dave");
    await signInAs("eric");
    browser.forget(provider.issuer);
    expect(resultOf(await confirmAs(browser, "eric"))).toEqual(["/confirmed", "other-person"]);
  });
});

test("neither code, token nor secret is in the request log, the audit log or a list", async () => {
  known("canary");
  const browser = new TestBrowser();
  const back = await answer(browser, await ask(browser), { account: "canary" });
  await browser.go(back);
  await egress().flushLog();
  const rows = await db().$queryRaw<{ text: string }[]>`
    SELECT r::text AS text FROM request_log r WHERE operation LIKE 'oidc.%'
    UNION ALL SELECT a::text FROM audit_entry a UNION ALL SELECT o::text FROM oidc_attempt o
    UNION ALL SELECT s::text FROM sign_in_settings s`;
  const all = rows.map(({ text }) => text).join();
  expect(all).toContain("oidc.token");
  expect(all).not.toContain(new URL(back).searchParams.get("code"));
  expect(all).not.toContain(provider.clientSecret);
  expect(all).not.toMatch(/eyJ[\w-]{20}/);
  expect(JSON.stringify(await getSignInSettings(ctx))).not.toContain(provider.clientSecret);
});

describe("passwords", () => {
  const bySelf = (email: string) => signIn({ email, password }, { now: new Date() });

  test("can be switched off only after an admin came in by this provider; ADMIN_EMAIL stays let in", async () => {
    await createUser(ctx, { email: "pia@example.com", name: "Pia", role: "operator", password });
    await db().signInSettings.update({ where: { id: 1 }, data: { adminSignedInAt: null } });
    await expect(settings({ passwordAllowed: false })).rejects.toMatchObject({
      options: { fields: { passwordAllowed: expect.stringContaining("as an admin once") } },
    });
    known("amy", { groups: ["it"] });
    await signInAs("amy");
    await settings({ passwordAllowed: false });
    expect(await bySelf("pia@example.com")).toBeUndefined();
    expect(await bySelf("root@example.com")).toBeDefined();

    // Another client is another provider: the proof and the secret are gone with the old one.
    await expect(settings({ clientId: "other" })).rejects.toMatchObject({ code: "bad_input" });
    await settings({ passwordAllowed: true });
    expect(await bySelf("pia@example.com")).toBeDefined();
  });
});
