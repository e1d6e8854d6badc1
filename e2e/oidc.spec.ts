import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { startTestProvider, type TestProvider } from "#lib/auth/oidc/start-test-provider.ts";
import { connectDatabase } from "./database.ts";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";
import { adminToken, allowHostOf, askAsAdmin, asker, expectSecondIsTold, type Write } from "./scene.ts";

// One provider for all: the others go on where the first has switched it on. Nobody else changes these settings.
test.describe.configure({ mode: "serial" });

const mark = randomUUID().slice(0, 8);
let provider: TestProvider;

test.beforeAll(async () => {
  provider = await startTestProvider(`${product.url}/api/auth/oidc/callback`);
  noteSecret(provider.clientSecret);
});
test.afterAll(() => provider.close());

async function answer(page: Page, account: string): Promise<void> {
  await page.getByLabel("Account").fill(account);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function comeThrough(page: Page, account: string, next: string): Promise<void> {
  await page.goto(`${product.url}/sign-in?next=${next}`);
  await page.getByRole("button", { name: "Sign in with your organisation" }).click();
  await answer(page, account);
}

test("an admin sets up a provider; people come in by it, with the role of their group or a named refusal", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn(page);
  await allowHostOf(await askAsAdmin(page), provider.issuer);
  await page.goto(`${product.url}/settings/sign-in`);
  await page.getByLabel("Sign-in through the provider").check();
  await page.getByLabel("Issuer").fill(`${provider.issuer}/wrong`);
  // The list of allowed hosts is up to 5 s old in the server.
  await expect(async () => {
    await page.getByRole("button", { name: "Check discovery" }).click();
    await expect(page.getByText("There is no readable discovery document", { exact: false })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await page.getByLabel("Issuer").fill(provider.issuer);
  await page.getByRole("button", { name: "Check discovery" }).click();
  await expect(page.getByText(`${provider.issuer} describes itself.`)).toBeVisible();

  await page.getByLabel("Client ID").fill(provider.clientId);
  await page.getByLabel("Client secret", { exact: true }).fill(provider.clientSecret);
  await page.getByLabel("Scopes").fill("openid email profile groups");
  await page.getByRole("button", { name: "Add group" }).click();
  await page.getByLabel("Group 1", { exact: true }).fill("leads");
  await page.getByRole("button", { name: "Add group" }).click();
  await page.getByLabel("Group 2", { exact: true }).fill("it");
  await page.getByRole("combobox", { name: "Role" }).nth(1).selectOption("admin");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Provider: on")).toBeVisible();
  await expect(page.getByText(`ends ${provider.clientSecret.slice(-4)}`)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  const theirs = await (await browser.newContext()).newPage();
  const account = { email_verified: true, name: `Ida ${mark}` };
  provider.accounts.set("ida", { ...account, email: `ida-${mark}@example.com`, groups: ["it"] });
  await comeThrough(theirs, "ida", "/settings/account");
  await expect(theirs.getByRole("heading", { level: 1, name: "My account" })).toBeVisible();
  await expect(theirs.getByText(/through the identity provider/).first()).toBeVisible();
  await expect(theirs.getByText("Admin", { exact: true })).toBeVisible();
  await theirs.context().close();

  const outside = await (await browser.newContext()).newPage();
  provider.accounts.set("out", { ...account, email: `out-${mark}@example.com`, groups: ["sales"] });
  await comeThrough(outside, "out", "/settings/account");
  await expect(outside.getByText("You are in no group that may use Patchbay")).toBeVisible();
  await expect(outside).toHaveURL(/next=%2Fsettings%2Faccount/);
  await expectAccessible(outside);
  await expectFitsPhone(outside);
  await outside.context().close();
});

test("who came through the provider confirms there, in a tab of its own", async ({ page }) => {
  provider.accounts.set("cora", {
    email: `cora-${mark}@example.com`,
    email_verified: true,
    name: `Cora ${mark}`,
    groups: ["it"],
  });
  await comeThrough(page, "cora", "/settings/api-tokens/new");
  await expect(page.getByRole("heading", { level: 1, name: "Make token" })).toBeVisible();
  const client = await connectDatabase();
  try {
    await client.query(
      `UPDATE session SET authenticated_at = now() - interval '11 minutes'
       WHERE user_id = (SELECT id FROM app_user WHERE email = $1)`,
      [`cora-${mark}@example.com`],
    );
  } finally {
    await client.end();
  }
  await page.getByLabel("Name").fill("Kept while away");
  await page.getByRole("button", { name: "Make token" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  const opened = page.context().waitForEvent("page");
  await dialog.getByRole("button", { name: "Sign in again" }).click();
  await answer(await opened, "cora");
  await expect(page.getByRole("heading", { name: "Kept while away is ready" })).toBeVisible();
  noteSecret((await page.locator("code").filter({ hasText: /^pb_/ }).textContent()) ?? "");
});

test("of two admins who edit how people sign in, the second is told by a 409 who changed what", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const bertaName = `Berta ${mark}`;
  const [ann, berta] = [await adminToken(page, `Ann ${mark}`), await adminToken(page, bertaName)];
  const kept = await asker(ann)<Record<string, unknown>>("GET", "/api/auth/settings");
  const { redirectUri: _, adminSignedInAt: __, breakGlassEmail: ___, clientSecret: ____, ...form } = kept;
  const write = (who: string): Write => ["PUT", "/api/auth/settings", { ...form, scopes: `openid ${who}` }];
  await expectSecondIsTold({ ann, berta, bertaName }, write, /scopes/);
});
