import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { askAsAdmin, connectVoice } from "./scene.ts";

test("a call list: a file with wrong rows, its columns, then uploaded and stopped before it rings", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const name = `Lists ${randomUUID().slice(0, 6)}`;
  await connectVoice(ask, product.sandboxUrl, name);

  await page.goto(`${product.url}/outbound`);
  await page.getByRole("link", { name: "Call lists" }).click();
  await page.getByRole("link", { name: "Upload a list" }).first().click();
  await page.waitForURL(/\/outbound\/lists\/new$/);
  await page.getByLabel("Connection", { exact: true }).selectOption({ label: name });
  const campaign = page.getByLabel("Campaign");
  await expect(campaign).toBeEnabled();
  const offered = await campaign.locator("option").allTextContents();
  await campaign.selectOption({ label: offered.find((text) => /callback/i.test(text)) ?? "" });
  const agent = page.getByLabel("Agent of rows that name none");
  await expect(agent).toBeEnabled();
  await agent.selectOption({ index: 1 });

  const choose = (text: string) =>
    page
      .getByLabel("Choose a CSV file")
      .setInputFiles({ name: "renewals.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose('Phone,Name\n+4915112340001,"Roth\n');
  await expect(page.getByText(/quotation mark that is opened in line \d is never closed/)).toBeVisible();
  const wrong = Array.from({ length: 60 }, (_, n) => `0151 ${2_000 + n};Guest ${n};C-${n}\n`).join("");
  await choose(`\ufeffMobile;Customer;Contract\n+4915112340001;Hanna Roth;C-1\n0151 1234;Omar;C-2\n${wrong}`);
  const rows = page.getByRole("table", { name: "Rows of the file" });
  await expect(rows.getByRole("row").filter({ hasText: "Hanna Roth" })).toContainText("Can be called");
  await expect(rows.getByRole("row").filter({ hasText: "Omar" })).toContainText("Leave out blanks");
  await expect(page.getByLabel("Number", { exact: true })).toHaveValue("0");
  await expect(page.getByRole("checkbox", { name: "Contract" })).toBeChecked();
  await expect(page.getByLabel("Name of the list")).toHaveValue("renewals");
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.getByRole("button", { name: "Upload the list" }).click();
  await page.waitForURL(/\/outbound\/lists\/lst_/);
  await expect(page.getByText("Not started")).toBeVisible();
  const rejected = page.getByRole("table", { name: "Rows that cannot be called" });
  await expect(rejected).toContainText("Omar");
  await expect(page.getByText("50 of 61 are shown.")).toBeVisible();
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(rejected.getByRole("row")).toHaveCount(62);
  await expect(rejected).toContainText("Guest 59");
  await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as CSV" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  expect(file.trim().split("\n")).toHaveLength(62);
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByRole("dialog")).toContainText("Place 1 call?");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Stop for good" }).click();
  await expect(page.getByText("Stopped", { exact: true })).toBeVisible();
  await expect(page.getByRole("table", { name: "Rows of the list" })).toContainText("Not placed");
  await expectAccessible(page);
  await expectFitsPhone(page);
});
