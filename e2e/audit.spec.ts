import fs from "node:fs";
import { readCsv } from "#lib/api/read-csv.ts";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";

test("an admin finds a change, opens it beside the list, verifies the log and takes a file of it along", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  await page.goto(`${product.url}/activity/audit`);

  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText(/^Whole: [\d,]+ rows?$/)).toBeVisible();

  await page.getByRole("button", { name: "Action" }).click();
  await page.getByRole("menuitemcheckbox", { name: "session.opened" }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/action=session\.opened/);
  const rows = page.getByRole("table", { name: "Audit log" }).locator("tbody tr");
  await expect(rows.filter({ hasNotText: "session.opened" })).toHaveCount(0);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await rows.first().getByRole("link").first().click();
  const drawer = page.getByRole("dialog", { name: "session.opened" });
  await expect(drawer.getByText("Place in the chain")).toBeVisible();
  await expect(drawer.getByRole("link", { name: "Calls made for it" })).toBeVisible();
  await expect(page).toHaveURL(/row=\d+/);
  await expectAccessible(page);
  const address = page.url();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/row=/);
  await page.goto(address);
  await expect(drawer).toBeVisible();
  await drawer.getByRole("link", { name: "Open as a page" }).click();
  await expect(page).toHaveURL(/\/activity\/audit\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: "session.opened" })).toBeVisible();

  await page.goto(`${product.url}/activity/audit?action=session.opened`);
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export the audit log" });
  await expect(dialog.getByText("The file holds personal data")).toBeVisible();
  await expect(dialog.getByText("action session.opened")).toBeVisible();
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("link", { name: "Download" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^patchbay-audit-\d{4}-\d\d-\d\d\.csv$/);
  const [head = [], ...records] = readCsv(fs.readFileSync(await file.path(), "utf8"));
  expect(head).toContain("prev_hash");
  expect(records.length).toBeGreaterThan(0);
  const action = head.indexOf("action");
  expect(new Set(records.map((record) => record[action]))).toEqual(new Set(["session.opened"]));

  await page.goto(`${product.url}/activity/audit?action=audit.exported`);
  await expect(rows.first()).toContainText("audit.exported");
});
