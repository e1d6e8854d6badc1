import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

test("an account of Engage takes a domain and a token; a wrong token is said at its field and mended in place", async ({
  page,
  signIn,
}) => {
  test.setTimeout(120_000);
  const { engage } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    engage: Record<"uiBaseUrl" | "apiBaseUrl" | "apiToken", string>;
  };
  noteSecret(engage.apiToken);
  const name = `Engage ${randomUUID().slice(0, 6)}`;
  const main = page.getByRole("main");
  const token = page.getByRole("textbox", { name: "API access token" });
  await signIn(page);
  await page.goto(`${product.url}/connections/new`);
  await page.getByRole("radio", { name: /RingCentral Engage/ }).check();
  await expectAccessible(page);
  await expectFitsPhone(page);

  // Whatever is pasted, the two addresses that follow are shown, and the name is the account's.
  const domain = page.getByLabel("Engage domain");
  await domain.fill("https://Cognigy.engagement.dimelo.com/admin/categories");
  await expect(main.getByText("https://cognigy.api.engagement.dimelo.com")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("cognigy");
  await domain.fill("https://acme.example");
  await page.getByRole("button", { name: "Check and connect" }).click();
  await expect(domain).toHaveAttribute("aria-invalid", "true");

  await page.getByText("Paste all credentials at once").click();
  const wrong = { engage: { ...engage, apiToken: "not-a-token-of-this-account" } };
  await page.getByLabel("Credentials as JSON").fill(JSON.stringify(wrong));
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Check and connect" }).click();
  await expect(token).toHaveAttribute("aria-invalid", "true");
  await expect(domain).toHaveValue(engage.uiBaseUrl);
  await token.fill(engage.apiToken);
  await page.getByRole("button", { name: "Check and connect" }).click();
  await page.waitForURL(/\/connections\/con_/);
  const home = page.url();
  await expect(main.getByText("Healthy")).toBeVisible();
  await expect(main.getByText("Whose token it is")).toBeVisible();
  await expect(main.getByText("Base API URL")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto(`${home}/credentials`);
  await expect(main.getByText("Tokens of Engage are independent of each other")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await token.fill("still-not-a-token");
  await page.getByRole("button", { name: "Try and keep" }).click();
  await expect(token).toHaveAttribute("aria-invalid", "true");
  await token.fill(engage.apiToken);
  await page.getByRole("button", { name: "Try and keep" }).click();
  await expect(
    page.getByText("RingCentral Engage accepts the new credentials", { exact: true }),
  ).toBeVisible();

  await page.goto(`${home}/settings`);
  await expect(page.getByLabel("API address")).toHaveValue(engage.apiBaseUrl);
  await expectAccessible(page);
  await expectFitsPhone(page);

  // Where objects of a CXone tenant are shown, this one is not offered, and its address says why.
  await page.goto(`${product.url}/skills?connection=${home.split("/").at(-1)}`);
  await expect(main.getByText("This connection is of RingCentral Engage; choose a CXone one.")).toBeVisible();

  await page.goto(`${home}/settings`);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("Nothing changes at RingCentral Engage.")).toBeVisible();
  await page.getByRole("button", { name: "Delete connection" }).click();
  await page.waitForURL(/\/connections$/);
  await expect(main.getByText(name)).toHaveCount(0);
});
