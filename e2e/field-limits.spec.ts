import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { FIELDS, type Field, type Place } from "./field-limits.ts";
import { api, expect, noteSecret, product, test } from "./fixtures.ts";
import { adminToken, asker, connectionTo } from "./scene.ts";

type Problem = { fields?: Record<string, string> };

/** What the API says of the field; undefined when it has nothing against it. */
async function saidByApi(token: string, { call, name }: Field, place: Place, value: unknown) {
  const [method, path, body] = call(place, value);
  const answer = await api<Problem>(token, method, path, body);
  expect(answer.status, `${method} ${path} with ${JSON.stringify(value)}`).toBeLessThan(500);
  const fields = answer.body.fields ?? {};
  return fields[name] ?? fields[`input.${name}`];
}

/** Types into the form and presses save; gives the field. */
async function typeAndSave(page: Page, { label, form }: Field, typed: string) {
  const field = page.locator("main").getByRole("textbox", { name: label, exact: true });
  await field.fill(typed);
  await page.getByRole("button", { name: form?.save ?? "", exact: true }).click();
  return field;
}

const containing = (says: string | RegExp) =>
  typeof says === "string" ? new RegExp(says.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : says;

test("each field's limits are the same in the browser and by the API, and say the same", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const token = await adminToken(page);
  const ask = asker(token);
  const mark = randomUUID().slice(0, 6);
  const connection = await connectionTo(product.sandboxUrl, `Limits ${mark}`);
  const { id: connectionId } = await ask("POST", "/api/connections", connection);
  const { id: handoverId } = await ask("POST", "/api/handovers", { name: `Limits ${mark}` });
  const place = { connectionId, handoverId };

  for (const field of FIELDS) {
    const { label, name, form, accept, reject } = field;
    await test.step(`${label} (${name})`, async () => {
      for (const value of accept) {
        if (name === "secret") noteSecret(String(value));
        expect(await saidByApi(token, field, place, value), `${label}: ${value}`).toBeUndefined();
      }
      for (const { typed, says, sent = typed } of reject) {
        const said = await saidByApi(token, field, place, sent);
        expect(said ?? "taken", `${label}: “${typed}” by the API`).toMatch(containing(says));
      }
      if (!form) return;
      await page.goto(product.url + form.at(place));
      await form.prepare(page);
      for (const { typed, says } of reject) {
        const input = await typeAndSave(page, field, typed);
        await expect(input, `${label}: “${typed}”`).toHaveAccessibleDescription(containing(says));
        await expect(input, `${label} keeps “${typed}”`).toHaveValue(typed);
      }
      for (const value of accept) {
        const input = await typeAndSave(page, field, value === null ? "" : String(value));
        // Something else is still wrong, so the form stays.
        await expect(page.locator('main [id$="-error"]').first()).toBeVisible();
        await expect(input, `${label}: ${value}`).not.toHaveAttribute("aria-invalid", "true");
      }
    });
  }
});
