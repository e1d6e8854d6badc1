import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

const password = `canary-supervisor-${randomUUID()}`;

test("a supervisor sees conversations, may not configure, and is out at once when disabled", async ({
  page,
  browser,
  signIn,
}) => {
  const email = `sue-${randomUUID().slice(0, 8)}@example.com`;
  noteSecret(password);
  await signIn(page);
  await page.goto(`${product.url}/settings/people`);
  const made = await page.evaluate(
    async (body) =>
      (
        await fetch("/api/users", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        })
      ).json(),
    { email, name: "Sue", role: "supervisor", password },
  );
  expect(made).toMatchObject({ email, role: "supervisor" });

  const hers = await (await browser.newContext()).newPage();
  await signIn(hers, { email, password });
  await hers.goto(`${product.url}/conversations`);
  await expect(hers.getByRole("heading", { level: 1, name: "Conversations" })).toBeVisible();
  await expectAccessible(hers);
  await expectFitsPhone(hers);
  for (const address of [
    "/connections",
    "/settings/people",
    "/settings/api-tokens",
    "/activity/audit",
    "/activity/requests",
    "/activity/deliveries",
  ]) {
    await hers.goto(product.url + address);
    await expect(hers.getByText("Your role does not allow this"), address).toBeVisible();
  }
  const status = (method: string, path: string, body?: unknown) =>
    hers.evaluate(
      async ([method, path, body]) =>
        (
          await fetch(path as string, {
            method: method as string,
            ...(method === "GET"
              ? {}
              : { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) }),
          })
        ).status,
      [method, path, body] as const,
    );
  expect(await status("GET", "/api/connections")).toBe(403);
  expect(await status("GET", "/api/users")).toBe(403);
  expect(await status("POST", "/api/handovers", { name: "Hers" })).toBe(403);
  expect(await status("GET", "/api/handovers")).toBe(200);

  await page.evaluate(
    async (id) =>
      fetch(`/api/users/${id}/disabled`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: '{"disabled":true}',
      }),
    (made as { id: string }).id,
  );
  expect(await status("GET", "/api/handovers")).toBe(401);
  await hers.goto(`${product.url}/handovers`);
  await expect(hers).toHaveURL(/\/sign-in/);
  await hers.context().close();
});

test("signing out ends the session on the server", async ({ page, context, signIn }) => {
  await signIn(page);
  const cookies = await context.cookies();
  await page
    .getByRole("button", { name: /^Account of/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${product.url}/api/handovers`, { headers: { cookie: header } });
  expect(answer.status).toBe(401);
});
