import { afterAll, beforeAll, beforeEach } from "vitest";
import { GET as callback } from "#app/api/auth/oidc/callback/route.ts";
import { POST as link } from "#app/api/auth/oidc/link/route.ts";
import { POST as start } from "#app/api/auth/oidc/start/route.ts";
import { POST as confirm } from "#app/api/session/confirm/oidc/route.ts";
import { authenticate } from "#lib/auth/authenticate.ts";
import { getSignInSettings } from "#lib/auth/oidc/reads.ts";
import { saveSignInSettings } from "#lib/auth/oidc/save-sign-in-settings.ts";
import { type SignInSettingsInput, signInSettingsSchema } from "#lib/auth/oidc/schema.ts";
import {
  startTestProvider,
  type TestAccount,
  type TestProvider,
} from "#lib/auth/oidc/start-test-provider.ts";
import { serveRoutes, TestBrowser } from "#lib/auth/oidc/test-browser.ts";
import type { Role } from "#lib/auth/schema.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { closeEgress, egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createUser } from "#lib/people/create-user.ts";
import { allowHost } from "#lib/private-hosts/allow-host.ts";

export const ctx = testCtx("admin", { id: "usr_root", name: "Root" });
export const password = "a long enough password";
export let provider: TestProvider;
let house: Awaited<ReturnType<typeof serveRoutes>>;
export let home = "";

/** Changes the sign-in settings and keeps the rest. */
export const settings = async (more: Partial<SignInSettingsInput> = {}): Promise<void> => {
  const {
    clientSecret: _,
    redirectUri: __,
    adminSignedInAt: ___,
    breakGlassEmail: ____,
    ...kept
  } = await getSignInSettings(ctx);
  await saveSignInSettings(ctx, signInSettingsSchema.parse({ ...kept, ...more }), egress().send);
};

/** Gives a test file a database, an OpenID provider that is real, and our routes between them. */
export function withTestSignIn(): void {
  withTestDatabase();
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
}

/** Somebody whom the provider knows. */
export const known = (subject: string, more: TestAccount = {}) =>
  provider.accounts.set(subject, {
    email: `${subject}@example.com`,
    email_verified: true,
    name: `${subject} of the provider`,
    groups: ["set-up"],
    ...more,
  });

export const json = { "content-type": "application/json" };

/** Starts at our page and goes to the provider's question. */
export async function ask(browser: TestBrowser, next = "/handovers?tab=mine"): Promise<string> {
  const init = { method: "POST", headers: json, body: JSON.stringify({ next }) };
  const { url } = (await (await browser.ask(`${home}/api/auth/oidc/start`, init)).json()) as { url: string };
  return (await browser.go(url)).url;
}

/** Answers the provider's question; gives the address of our callback without going there. */
export async function answer(
  browser: TestBrowser,
  question: string,
  form: Record<string, string>,
): Promise<string> {
  const init = { method: "POST", body: new URLSearchParams(form) };
  return (await browser.go(question, init, /\/api\/auth\/oidc\/callback/)).url;
}

export async function signInAs(
  account: string,
  browser = new TestBrowser(),
): Promise<{ browser: TestBrowser; at: URL }> {
  const back = await answer(browser, await ask(browser), { account });
  return { browser, at: new URL((await browser.go(back)).url) };
}

export const callerOf = (browser: TestBrowser) => authenticate({ cookie: browser.cookies(home) }, new Date());
export const resultOf = (at: URL) => [at.pathname, at.searchParams.get("result")];
