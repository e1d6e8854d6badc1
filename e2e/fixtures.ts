import fs from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { Product } from "./start-product.ts";

export const product = JSON.parse(process.env.PATCHBAY_E2E ?? "{}") as Product;

/** Everything the canary looks through afterwards. */
const evidence = (name: string) => path.join(product.dataDir, "evidence", name);

/** Notes a secret that a test typed or was shown once, for the canary to look for. */
export function noteSecret(secret: string): void {
  fs.mkdirSync(path.dirname(evidence("x")), { recursive: true });
  fs.appendFileSync(evidence("secrets.txt"), `${secret}\n`);
}

type Fixtures = {
  /** A page of the console; an unexpected error in its console fails the test. */
  page: Page;
  /** Signs the first admin in. */
  signIn: (page: Page, who?: { email: string; password: string }) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  baseURL: product.url,
  page: async ({ page, context }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
        errors.push(message.text());
    });
    recordResponses(context);
    await use(page);
    expect(errors, "errors in the browser's console").toEqual([]);
  },
  signIn: async ({ baseURL }, use) => {
    await use(async (page, who = { email: product.adminEmail, password: product.adminPassword }) => {
      noteSecret(who.password);
      await page.goto(`${baseURL}/sign-in`);
      await page.getByLabel("E-mail").fill(who.email);
      await page.getByLabel("Password", { exact: true }).fill(who.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.waitForURL((url) => url.pathname !== "/sign-in");
    });
  },
});

/** Keeps every answer of the product (not of the sandbox, which hands out its credentials on purpose). */
function recordResponses(context: BrowserContext): void {
  fs.mkdirSync(path.dirname(evidence("x")), { recursive: true });
  context.on("response", async (response) => {
    if (!response.url().startsWith(product.url) || response.url().includes("/_next/static/")) return;
    const body = await response.text().catch(() => "");
    fs.appendFileSync(
      evidence("responses.txt"),
      `${response.request().method()} ${response.url()}\n${body}\n`,
    );
  });
}

/** Axe finds nothing serious on the page, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  // The title of a page that one went to by a link comes after its content.
  await expect(page).toHaveTitle(/./);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const found = serious.map(
      ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map((node) => node.target).join(" | ")}`,
    );
    expect(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Nothing sticks out sideways at the width of a phone. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "pixels of sideways scroll at 390 px").toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}

/** An API call with a token, for arranging what a journey needs. */
export async function api<T>(
  token: string,
  method: string,
  url: string,
  body?: unknown,
): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${product.url}${url}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T };
}

export { expect };
