import fs from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";
import type { Product } from "./start-product.ts";

export const product = JSON.parse(process.env.PATCHBAY_E2E ?? "{}") as Product;

/** Everything the canary looks through afterwards. */
const evidence = (name: string) => path.join(product.dataDir, "evidence", name);

/** Notes a secret that a test typed or was shown once, for the canary to look for. */
export function noteSecret(secret: string): void {
  fs.mkdirSync(path.dirname(evidence("x")), { recursive: true });
  fs.appendFileSync(evidence("secrets.txt"), `${secret}\n`);
}

type Who = { email: string; password: string };
type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

type Fixtures = {
  /** A page of the console; an unexpected error in its console fails the test. */
  page: Page;
  /**
   * Opens a page in a browser window of its own, for a visitor, an agent, or another admin (who signs in there). A tab
   * behind another one would be drawn once a second, and every click there waits until the page was drawn twice.
   */
  openWindow: () => Promise<Page>;
  /** Leads the first admin in, by a session that is open; anybody who is named signs in at the form. */
  signIn: (page: Page, who?: Who) => Promise<void>;
};

type WorkerFixtures = {
  /** A session of the first admin that many tests share: what ends it, or tries signing in, takes one of its own. */
  adminSession: () => Promise<Session>;
};

export const ADMIN: Who = { email: product.adminEmail, password: product.adminPassword };

/** A session that is 10 minutes old has to confirm who it is; a shared one stays well below. */
const RENEWED_AFTER_MS = 4 * 60_000;

export const test = base.extend<Fixtures, WorkerFixtures>({
  baseURL: product.url,
  page: async ({ page, context }, use) => {
    recordResponses(context);
    const expectNoErrors = watchErrors(page);
    await use(page);
    expectNoErrors();
  },
  openWindow: async ({ browser }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      opened.push(context);
      recordResponses(context);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  signIn: async ({ adminSession }, use) => {
    await use(async (page, who) => {
      if (who) return signInAtForm(page, who);
      await page.context().addCookies((await adminSession()).cookies);
      await page.goto(`${product.url}/overview`);
    });
  },
  adminSession: [
    async ({ browser }, use) => {
      let session: Session | undefined;
      let openedAt = 0;
      await use(async () => {
        if (session && Date.now() - openedAt < RENEWED_AFTER_MS) return session;
        const context = await browser.newContext();
        await signInAtForm(await context.newPage(), ADMIN);
        session = await context.storageState();
        openedAt = Date.now();
        await context.close();
        return session;
      });
    },
    { scope: "worker" },
  ],
});

async function signInAtForm(page: Page, who: Who): Promise<void> {
  noteSecret(who.password);
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Gives what fails when the page's console has had an error since. */
export function watchErrors(page: Page): () => void {
  const errors: string[] = [];
  const threw = (error: Error) => errors.push(String(error));
  const said = (message: ConsoleMessage) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      errors.push(message.text());
  };
  page.on("pageerror", threw).on("console", said);
  return () => {
    page.off("pageerror", threw).off("console", said);
    expect(errors, "errors in the browser's console").toEqual([]);
  };
}

/** Keeps every answer of the product (not of the sandbox, which hands out its credentials on purpose). */
export function recordResponses(context: BrowserContext): void {
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

const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** Axe finds nothing serious on the page, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  // The title of a page that one went to by a link comes after its content.
  await expect(page).toHaveTitle(/./);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Its 500 kB are read once per document; what is run in their place gives its value back, so it must not be axe
    // itself, which took longer to hand over than to run. "Legacy" gives up frames of other origins, of which there
    // are none, and so spares a page of its own to sum up on.
    const axeSource = (await page.evaluate(() => "axe" in window)) ? "true" : undefined;
    const axe = new AxeBuilder({ page, axeSource }).setLegacyMode().options({ resultTypes: ["violations"] });
    // Names, roles and order are the same in the dark: only colours are others.
    const { violations } = await (colorScheme === "dark" ? axe.withRules(RULES_OF_COLOUR) : axe).analyze();
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
