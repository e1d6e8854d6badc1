import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { askAsAdmin, connectionTo } from "./scene.ts";

/** Chooses what the contact centre lists, by its name. */
async function pick(page: Page, card: string, name: string): Promise<void> {
  const target = page.getByRole("listitem", { name: card });
  await target.getByRole("button", { name: "Choose queue" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose a queue" });
  await dialog.getByRole("searchbox").fill(name);
  await dialog.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await expect(dialog).toBeHidden();
  await expect(target.getByText(name)).toBeVisible();
}

const simulator = (page: Page) => page.getByRole("region", { name: "Simulator" });
const result = (page: Page) => simulator(page).getByRole("status").first();

test("an admin makes a policy with pickers, tries it, keeps a case, breaks it knowingly and takes it back", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const mark = randomUUID().slice(0, 6);
  const tenant = await connectionTo(product.sandboxUrl, `Policies ${mark}`);
  await ask("POST", "/api/connections", tenant);

  await test.step("what is wrong is said at once, and nothing typed is lost", async () => {
    await page.goto(`${product.url}/transfers/policies/new`);
    await page.getByLabel("Connection").selectOption({ label: `Policies ${mark}` });
    await page.getByLabel("Name", { exact: true }).fill(`Sales ${mark}`);
    await pick(page, "First target", "Sales_DE");
    await page.getByRole("button", { name: "Add fallback" }).click();
    await pick(page, "Fallback 1", "Old_Hotline_DE");
    await expect(page.getByRole("listitem", { name: "Fallback 1" }).getByText("INACTIVE")).toBeVisible();
    await page.getByRole("listitem", { name: "First target" }).getByLabel("Priority").fill("6");
    await page.getByLabel("Callback number").first().fill("030 1234");
    await page.getByRole("button", { name: "Make policy" }).click();
    const summary = page.getByText("3 fields need attention");
    await expect(summary).toBeVisible();
    await expect(page.locator(":focus")).toContainText("3 fields need attention");
    await expect(page.getByLabel("Callback number").first()).toHaveValue("030 1234");
    await expectAccessible(page);
    await page.getByRole("listitem", { name: "First target" }).getByLabel("Priority").fill("5");
    await page.getByLabel("Callback number").first().fill("+493012344711");
    await expect(page.getByText("Germany · +49 30 12344711")).toBeVisible();
    await page.getByLabel("Extension").fill("999");
    await page.getByRole("button", { name: "Make policy" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Sales ${mark}` })).toBeVisible();
  });

  await test.step("the path follows what is set, by hand or as the live tenant is", async () => {
    await expect(result(page)).toContainText("Connected");
    await page.getByRole("button", { name: "Take from the live tenant" }).click();
    await expect(simulator(page).getByText("Old_Hotline_DE · inactive")).toBeVisible();
    await page.reload();
    const sales = simulator(page).getByRole("group").filter({ hasText: "Sales_DE" }).first();
    await sales.getByText("Sales_DE").click();
    await sales.getByLabel("available: Agent 1").uncheck();
    await sales.getByLabel("available: Agent 2").uncheck();
    await expect(result(page)).toContainText("Fallback");
    await expect(result(page)).toContainText("No agent available");
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step("a case is kept, and fails when the fallback is taken out", async () => {
    await page.getByLabel("Keep as a case").fill("Nobody at Sales");
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await expect(page.getByRole("tab", { name: "Cases (1)" })).toBeVisible();
    await page.getByRole("button", { name: "Remove fallback 1" }).click();
    await expect(page.getByText("A case fails with this")).toBeVisible();
    await expect(page.getByRole("tab", { name: "Cases (1 of 1 fail)" })).toBeVisible();
    await page.getByLabel("Why").fill("Hotline closed");
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByRole("alert").getByText("A case fails")).toBeVisible();
    await page.getByLabel("Save all the same").check();
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByText("Version 2", { exact: true })).toBeVisible();
  });

  await test.step("the versions tell, and the first is restored", async () => {
    await page.getByRole("link", { name: "Versions" }).click();
    await expect(page.getByText("Saved although a case failed")).toBeVisible();
    await expect(page.getByText("Hotline closed")).toBeVisible();
    await expect(page.getByText(/Queue Old_Hotline_DE \(\d+\), blind/)).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("button", { name: "Restore version" }).click();
    await expect(page.getByRole("heading", { name: "Version 3 · current" })).toBeVisible();
    await page.getByRole("link", { name: "Policy", exact: true }).click();
    await page.getByRole("tab", { name: "Cases (1)" }).click();
    await page.getByRole("button", { name: "Run all" }).click();
    await expect(page.getByText("1 of 1 cases pass", { exact: true })).toBeVisible();
  });

  await test.step("an unsaved change is not left behind unasked", async () => {
    await page.getByLabel("Name", { exact: true }).fill("Something else");
    await page.getByRole("link", { name: "Transfer policies" }).first().click();
    await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
    await page.getByRole("button", { name: "Stay here" }).click();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Something else");
  });
});
