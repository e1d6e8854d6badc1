import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

type Key = { accessKeyId: string; accessKeySecret: string };
const employees = "/cxone/console/employees/30101/access-keys";

/** Adds an access key as an admin of CXone does; its secret is shown there once. */
async function addKey(): Promise<Key> {
  const page = await (await fetch(`${product.sandboxUrl}${employees}`, { method: "POST" })).text();
  const read = (id: string) => new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? "";
  const key = { accessKeyId: read("access-key-id"), accessKeySecret: read("access-key-secret") };
  noteSecret(key.accessKeySecret);
  return key;
}

const toggleKey = ({ accessKeyId }: Key) =>
  fetch(`${product.sandboxUrl}/cxone/console/access-keys/${accessKeyId}/toggle`, { method: "POST" });

test("credentials that fail are named, mended in place, rotated with overlap, and never sent elsewhere", async ({
  page,
  signIn,
}) => {
  test.setTimeout(180_000);
  const { cxone } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    cxone: Record<string, string>;
  };
  const name = `Tenant ${randomUUID().slice(0, 6)}`;
  const first = await addKey();
  await signIn(page);
  await page.goto(`${product.url}/connections/new`);
  await page.getByText("Paste all credentials at once").click();
  await page.getByLabel("Credentials as JSON").fill(JSON.stringify({ cxone: { ...cxone, ...first } }));
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Check and connect" }).click();
  await page.waitForURL(/\/connections\/con_/);
  const home = page.url();
  const main = page.getByRole("main");
  await expect(main.getByText("Healthy")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  // Somebody switches the key off at CXone.
  await toggleKey(first);
  await page.getByRole("button", { name: "Run checks" }).click();
  await expect(main.getByText("Failing", { exact: true })).toBeVisible();
  await expect(main.getByText("CXone refused the access key", { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("link", { name: "See the call" }).click();
  await page.waitForURL(/\/activity\/requests\//);
  await expect(main.getByText("invalid_grant").first()).toBeVisible();
  await page.goto(`${product.url}/notices?q=${encodeURIComponent(name)}`);
  await expect(main.getByRole("link", { name: `${name} is failing` })).toBeVisible();
  await page.getByRole("button", { name: `Acknowledge ${name} is failing` }).click();
  await expect(main.getByText(/^Seen by /)).toBeVisible();

  // The page is usable, and leads back to where one was.
  await page.goto(`${home}/credentials?return=/handovers`);
  await expectAccessible(page);
  await expectFitsPhone(page);
  const second = await addKey();
  const form = page.getByRole("form", { name: "New credentials" });
  await form.getByLabel("Access key ID").fill(second.accessKeyId);
  await form.getByLabel("Access key secret").fill("not-the-secret-of-this-key");
  await form.getByRole("button", { name: "Try and keep" }).click();
  await expect(form.getByLabel("Access key secret")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("Access key secret").fill(second.accessKeySecret);
  await form.getByRole("button", { name: "Try and keep" }).click();
  await page.waitForURL((url) => url.pathname === "/handovers");
  await page.goto(home);
  await expect(main.getByText("Healthy")).toBeVisible();
  await page.goto(`${product.url}/notices?q=${encodeURIComponent(name)}`);
  await expect(main.getByText(/^Resolved/)).toBeVisible();

  // A second key in front of the first, then alone.
  const third = await addKey();
  await page.goto(`${home}/credentials`);
  await page.getByRole("button", { name: "Rotate the access key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New access key ID").fill(third.accessKeyId);
  await dialog.getByLabel("New access key secret").fill(third.accessKeySecret);
  await dialog.getByRole("button", { name: "Try and use it" }).click();
  await expect(dialog.getByText("Choose a date, or say that it does not expire.").first()).toBeVisible();
  await dialog.getByLabel("The new one expires").selectOption("never");
  await dialog.getByRole("button", { name: "Try and use it" }).click();
  await expect(main.getByText(/Overlaps until/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Retire the previous one" }).click();
  await dialog.getByRole("button", { name: "Retire", exact: true }).click();
  await expect(main.getByText(/Overlaps until/)).toBeHidden();

  // Another host: what is kept is asked for again.
  await page.goto(`${home}/settings`);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByLabel("CXone address").fill("https://elsewhere.example");
  await expect(page.getByText("Enter it again: it would go to a new place.").first()).toBeVisible();
  await page.getByRole("button", { name: "Check and save" }).click();
  await expect(page.getByLabel("Access key secret")).toHaveAttribute("aria-invalid", "true");

  await page.goto(`${home}/settings`);
  await page.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete connection" }).click();
  await page.waitForURL(/\/connections$/);
  await expect(main.getByText(name)).toBeHidden();
});
