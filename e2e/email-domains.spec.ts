import { randomUUID } from "node:crypto";
import { copyRecords } from "./email-scene.ts";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { askAsAdmin, connectionTo } from "./scene.ts";

type Published = { name: string; type: string; value: string; priority?: number };

const patiently = { timeout: 60_000 };

/** Enters records at the simulated DNS provider. */
async function publish(records: readonly Published[]): Promise<void> {
  const answer = await fetch(`${product.sandboxUrl}/control/dns`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ records }),
  });
  expect(answer.status).toBe(200);
}

const partsOf = (record: { type: string; name: string; value: string }): Published => {
  const [, priority, host] = /^(\d+) (\S+)$/.exec(record.value) ?? [];
  return record.type === "MX" && priority && host
    ? { name: record.name, type: "MX", value: host, priority: Number(priority) }
    : record;
};

test("an email domain from empty to verified, over one wrong record", async ({
  page,
  openWindow,
  signIn,
}) => {
  test.setTimeout(240_000);
  const domain = `shop-${randomUUID().slice(0, 6)}.example`;
  await signIn(page);
  const ask = await askAsAdmin(page);
  await ask("POST", "/api/connections", await connectionTo(product.sandboxUrl, `Mail ${domain}`));
  const { dns } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    dns: { server: string };
  };
  const main = page.getByRole("main");

  // Look-ups ask the sandbox's server, whose host is allowed from the first start.
  await page.goto(`${product.url}/email/domains`);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByLabel("Addresses").fill("10.99.0.53");
  await page.getByRole("button", { name: "Use these servers" }).click();
  await expect(page.getByText(/is in a private network/).first()).toBeVisible();
  await page.getByLabel("Addresses").fill(dns.server);
  await page.getByRole("button", { name: "Use these servers" }).click();
  await expect(main.getByText(dns.server)).toBeVisible();

  // The records come from CXone's page by copy and paste.
  const console = await openWindow();
  const copied = await copyRecords(console, domain);
  await page.getByRole("button", { name: "Add domain" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Domain", { exact: true }).fill(domain);
  await dialog.getByLabel("Records from CXone's page").fill(copied);
  await expect(dialog.getByText("5 records taken")).toBeVisible();
  const connection = dialog.getByLabel("Connection");
  if (await connection.isVisible()) await connection.selectOption({ label: `Mail ${domain}` });
  await dialog.getByRole("button", { name: "Add domain" }).click();
  await page.waitForURL(/\/email\/domains\/dom_/);
  await expect(main.getByRole("heading", { level: 1, name: domain })).toBeVisible();
  await expect(main.getByText("0 of 5 required records are in DNS.")).toBeVisible();

  // The 72 hours run, and nothing is there yet.
  await main.getByRole("button", { name: "Start the 72 hours" }).click();
  await expect(main.getByText(/SES gives up in 7[12] h/)).toBeVisible();
  await expect(main.getByText("Waiting for DNS")).toBeVisible();
  await expect(main.getByText("Not found").first()).toBeVisible(patiently);
  await expectAccessible(page);
  await expectFitsPhone(page);

  // All are entered, one of them wrong.
  const id = page.url().split("/").at(-1);
  const { records } = await ask<{
    records: { kind: string; type: string; name: string; value: string; need: string }[];
  }>("GET", `/api/email/domains/${id}`);
  const wanted = records.filter(({ need }) => need === "required");
  const wrong = wanted.find(({ kind }) => kind === "dkim");
  if (!wrong) throw new Error("No DKIM record was taken");
  const typo = { ...wrong, value: wrong.value.replace(".dkim.", ".dkim2.") };
  await publish(
    wanted.map(({ type, name, value }) => partsOf(name === wrong.name ? typo : { type, name, value })),
  );
  await main.getByRole("button", { name: "Look now" }).click();
  await expect(main.getByText("4 of 5 required records are in DNS.")).toBeVisible(patiently);
  await expect(main.getByText(`Found ${typo.value}, expected ${wrong.value}.`)).toBeVisible();
  await expectFitsPhone(page);

  // Mended at the provider: the page follows by itself.
  await publish([partsOf(wrong)]);
  await expect(main.getByText("Records verified")).toBeVisible(patiently);
  await expect(main.getByText("5 of 5 required records are in DNS.")).toBeVisible();

  // What only CXone shows is noted with its evidence.
  await console.reload();
  await expect(console.locator("#domain-state")).toHaveText("Success");
  await main.getByLabel("What it showed").fill("Status: Success");
  await main.getByRole("button", { name: "SES shows verified" }).click();
  await expect(main.getByText(/^Seen by /)).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${product.url}/email/domains?q=${domain}`);
  await expect(main.getByRole("link", { name: domain })).toBeVisible();
  await expect(main.getByText("5 of 5")).toBeVisible();
  await page.goto(`${product.url}/activity/requests?q=${domain.split(".")[0]}`);
  await expect(main.getByText("dns.look-up-txt").first()).toBeVisible();
});
