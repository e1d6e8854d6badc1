import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, product, test } from "./fixtures.ts";
import { askAsAdmin } from "./scene.ts";

/** Opens a page whose scripts do not come until told. */
async function openWithoutScripts(page: Page, path: string): Promise<() => void> {
  const arrived = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await arrived.promise;
    await route.continue();
  });
  await page.goto(product.url + path, { waitUntil: "commit" });
  return arrived.resolve;
}

test("before the page's scripts are there, its fields hold their values, and what is typed is not lost", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const letScriptsIn = await openWithoutScripts(page, "/settings/retention");
  const days = page.getByLabel("Request log");
  await expect(days).toHaveValue(/^\d+$/);
  await days.fill("none");
  // By Enter the browser would send the form itself: the page would come anew, without what was typed.
  await days.press("Enter");
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
  letScriptsIn();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(days).toHaveAttribute("aria-invalid", "true");
  await expect(days).toHaveValue("none");
});

test("a text of several lines can be changed once it would be kept", async ({ page, signIn }) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const { id } = await ask<{ id: string }>("POST", "/api/handovers", {
    name: `Slow text ${randomUUID().slice(0, 6)}`,
  });
  const letScriptsIn = await openWithoutScripts(page, `/handovers/${id}/setup/settings`);
  const attributes = page.getByLabel("Custom attributes");
  await expect(attributes).toHaveValue("{}");
  await expect(attributes).not.toBeEditable();
  letScriptsIn();
  await attributes.fill("premium");
  await page.getByRole("button", { name: "Save and continue" }).click();
  await expect(attributes).toHaveAttribute("aria-invalid", "true");
  await expect(attributes).toHaveValue("premium");
});

test("a shortcut pressed before the page's scripts are there opens the palette when they come", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const letScriptsIn = await openWithoutScripts(page, "/settings/retention");
  await expect(page.getByRole("heading", { level: 1, name: "Retention" })).toBeVisible();
  await page.keyboard.press("Control+k");
  letScriptsIn();
  await page.getByRole("combobox").fill("audit");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/activity\/audit/);
});

test("a visitor writes where it would be sent", async ({ page, signIn }) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const { id } = await ask<{ id: string }>("POST", "/api/handovers", {
    name: `Slow chat ${randomUUID().slice(0, 6)}`,
  });
  const letScriptsIn = await openWithoutScripts(page, `/chat/${id}`);
  const message = page.getByRole("textbox", { name: "Your message" });
  await expect(message).not.toBeEditable();
  letScriptsIn();
  await message.fill("Good morning");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("Good morning");
});
