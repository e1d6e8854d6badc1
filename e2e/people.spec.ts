import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

const chosen = `canary-chosen-${randomUUID()}`;
const renewed = `canary-renewed-${randomUUID()}`;
const olga = {
  name: `Olga ${randomUUID().slice(0, 8)}`,
  email: `olga-${randomUUID().slice(0, 8)}@example.com`,
};

/** The link that a page shows this once. */
async function shownLink(page: Page, path: "invite" | "reset"): Promise<string> {
  const shown = page.locator("code").filter({ hasText: `/${path}#` });
  const link = (await shown.textContent()) ?? "";
  noteSecret(link.split("#")[1] ?? "");
  return link;
}

async function choosePassword(page: Page, link: string, password: string): Promise<void> {
  noteSecret(password);
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/overview");
}

test("a person is invited, gets another role while signed in, is signed out, and sets a new password", async ({
  page,
  browser,
  signIn,
}) => {
  await signIn(page);
  await page.goto(`${product.url}/settings/people/new`);
  await page.getByLabel("Name").fill(olga.name);
  await page.getByLabel("E-mail").fill(olga.email);
  await page.getByLabel("Supervisor").check();
  await page.getByRole("button", { name: "Make invitation" }).click();
  await expect(page.getByRole("heading", { name: `${olga.name} is invited` })).toBeFocused();
  const invitation = await shownLink(page, "invite");
  await expectAccessible(page);
  await page.getByRole("link", { name: "I handed it over" }).click();
  await expect(page.getByRole("region", { name: "Open invitations" })).toContainText(olga.email);

  const hers = await (await browser.newContext()).newPage();
  await hers.goto(invitation);
  await hers.getByLabel("New password", { exact: true }).fill("too short");
  await hers.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(hers.getByText("A password has at least 12 characters.").first()).toBeVisible();
  await expectAccessible(hers);
  await expectFitsPhone(hers);
  await hers.goto("about:blank");
  await choosePassword(hers, invitation, chosen);
  await hers.goto(`${product.url}/connections`);
  await expect(hers.getByText("Your role does not allow this")).toBeVisible();

  const again = await (await browser.newContext()).newPage();
  await again.goto(invitation);
  await expect(again.getByText("This link was used already")).toBeVisible();
  await again.context().close();

  await page.goto(`${product.url}/settings/people?q=${olga.email}`);
  await page.getByRole("link", { name: olga.name }).click();
  await page.getByLabel("Operator").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${olga.name} is saved`, { exact: true })).toBeVisible();
  await hers.reload();
  await expect(hers.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.getByRole("button", { name: "End all", exact: true }).click();
  await expect(page.getByText("Signed in nowhere.")).toBeVisible();
  await hers.reload();
  await expect(hers).toHaveURL(/\/sign-in/);

  await page.getByRole("button", { name: "Make reset link" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make reset link" }).click();
  const reset = await shownLink(page, "reset");
  await choosePassword(hers, reset, renewed);

  await hers.goto(`${product.url}/settings/account`);
  await expect(hers.getByText("This one")).toBeVisible();
  await expect(hers.getByText(/on Linux/)).toBeVisible();
  await expectAccessible(hers);
  await expectFitsPhone(hers);
  await hers.context().close();
});

test("a console that was left open asks who it is before it does the worst, and loses nothing typed", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  await page.goto(`${product.url}/settings/api-tokens/new`);
  // What the server answers 10 minutes after the sign-in.
  let asked = false;
  await page.route("**/api/tokens", async (route) => {
    if (asked || route.request().method() !== "POST") return route.fallback();
    asked = true;
    const type = "https://patchbay.dev/problems/reauth-required";
    await route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({ type, title: "Confirm that it is you", status: 403 }),
    });
  });
  await page.getByLabel("Name").fill("Kept through the question");
  await page.getByLabel("Auditor").check();
  await page.getByRole("button", { name: "Make token" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await dialog.getByLabel(/^Password of/).fill("not the password");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByText("This is not your password.", { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel(/^Password of/).fill(product.adminPassword);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { name: "Kept through the question is ready" })).toBeVisible();
  noteSecret((await page.locator("code").filter({ hasText: /^pb_/ }).textContent()) ?? "");
});
