import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

test("a tenant behind the API v2 takes an environment and a client; its secret is mended in place and rotated", async ({
  page,
  signIn,
}) => {
  test.setTimeout(180_000);
  const { cxoneV2 } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    cxoneV2: Record<"baseUrl" | "clientId" | "clientSecret", string>;
  };
  noteSecret(cxoneV2.clientSecret);
  const name = `Voice ${randomUUID().slice(0, 6)}`;
  const main = page.getByRole("main");
  const secret = page.getByRole("textbox", { name: "Client secret" });
  const address = page.getByLabel("Environment or address");
  await signIn(page);
  await page.goto(`${product.url}/connections/new`);
  await page.getByRole("radio", { name: /CXone API v2/ }).check();
  await expect(address).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  // From an environment, both addresses that tokens may be at are shown before anything is asked (T-02).
  await address.fill("us-02");
  await expect(main.getByText("https://us-02.nicecv.com/api/v2/oauth/token")).toBeVisible();
  await address.fill("us 02");
  await page.getByRole("button", { name: "Check and connect" }).click();
  await expect(address).toHaveAttribute("aria-invalid", "true");

  await page.getByText("Paste all credentials at once").click();
  const wrong = { cxoneV2: { ...cxoneV2, clientSecret: "not-the-secret-of-this-client" } };
  await page.getByLabel("Credentials as JSON").fill(JSON.stringify(wrong));
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Check and connect" }).click();
  await expect(secret).toHaveAttribute("aria-invalid", "true");
  await expect(address).toHaveValue(cxoneV2.baseUrl);
  await secret.fill(cxoneV2.clientSecret);
  await page.getByRole("button", { name: "Check and connect" }).click();
  await page.waitForURL(/\/connections\/con_/);
  const home = page.url();
  await expect(main.getByText("Healthy")).toBeVisible();
  await expect(main.getByText("Scopes for voice transfers")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  // The same secret again stands in for a second one: the sandbox's client has only one.
  await page.goto(`${home}/credentials`);
  await page.getByRole("button", { name: "Rotate the client secret" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "New client secret" }).fill(cxoneV2.clientSecret);
  await dialog.getByLabel("The new one expires").selectOption("never");
  await dialog.getByRole("button", { name: "Try and use it" }).click();
  await expect(main.getByText(/Overlaps until/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  // No handover goes through it, and objects of a CXone tenant are not to be had there.
  await page.goto(`${product.url}/skills?connection=${home.split("/").at(-1)}`);
  await expect(main.getByText("This connection is of CXone API v2; choose a CXone one.")).toBeVisible();

  await page.goto(`${home}/settings`);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete connection" }).click();
  await page.waitForURL(/\/connections$/);
  await expect(main.getByText(name)).toHaveCount(0);
});
