import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { type RunningSandbox, startSandbox } from "../lib/sandbox/start-sandbox.ts";
import { expect, expectAccessible, noteSecret, product, test } from "./fixtures.ts";
import { type ConsolePage, PAGES, pagesOnDisk, type Things } from "./pages.ts";
import { type Ask, allowHostOf, askAsAdmin, connectionTo, makeThings } from "./scene.ts";

/** A vendor of its own, so that its outage is nobody else's. */
async function ownSandbox(ask: Ask): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ port: 0, dataDir: null });
  await allowHostOf(ask, sandbox.baseUrl);
  return sandbox;
}

/** Hosts are read anew every few seconds: until then the address is refused. */
async function connect(ask: Ask, sandboxUrl: string, name: string): Promise<string> {
  const connection = await connectionTo(sandboxUrl, name);
  let id = "";
  await expect(async () => {
    id = (await ask("POST", "/api/connections", connection)).id;
  }).toPass();
  return id;
}

/** All pages are looked at, whatever is wrong with one of them. */
const softly = expect.configure({ soft: true, timeout: 10_000 });

const OUTAGES = [
  ["answers every call with 500", { status: 500 }],
  ["hangs up on every call", { drop: "before" }],
] as const;

const control = (sandbox: RunningSandbox, method: string, body?: object) =>
  fetch(`${sandbox.baseUrl}/control/faults`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });

/** The page answers and is headed as ever, and is not what stands in place of a page that failed. */
async function expectStands(page: Page, name: string, { at, h1 }: ConsolePage, things: Things) {
  const answer = await page.goto(product.url + at(things));
  softly(answer?.status(), name).toBe(200);
  await softly(page.getByRole("heading", { level: 1 }), name).toHaveText(h1);
  await softly(page.getByRole("navigation", { name: "Console" }), name).toBeVisible();
}

const entries = Object.entries(PAGES);
const ofTenant = entries.filter(([, entry]) => entry.ofTenant);

test("every page of the console is tried with its upstreams down", () => {
  expect(Object.keys(PAGES).sort()).toEqual(pagesOnDisk());
});

test("while CXone is down every page stands, says from when it is, and recovers by itself", async ({
  page,
  signIn,
}) => {
  // A hundred and twenty pages, some of which wait for their tenant.
  test.slow();
  await signIn(page);
  const ask = await askAsAdmin(page);
  const sandbox = await ownSandbox(ask);
  try {
    const unseen = await connect(ask, sandbox.baseUrl, `Scene unseen ${randomUUID().slice(0, 6)}`);
    const things = await makeThings(ask, sandbox.baseUrl);

    await test.step("all is well: each page of the tenant is seen once", async () => {
      for (const [name, entry] of ofTenant) {
        await expectStands(page, name, entry, things);
        await softly(page.locator("main [aria-busy=true]"), name).toHaveCount(0);
        await softly(page.getByText(/As of .*CXone does not answer/), name).toHaveCount(0);
      }
    });

    for (const [how, fault] of OUTAGES) {
      await control(sandbox, "POST", { system: "cxone", times: -1, ...fault });
      await test.step(`CXone ${how}`, async () => {
        for (const [name, entry] of how === OUTAGES[0][0] ? entries : ofTenant) {
          await expectStands(page, name, entry, things);
          if (!entry.ofTenant) continue;
          const note = page.getByRole("status").filter({ hasText: /As of .*CXone does not answer/ });
          await softly(note.first(), name).toBeVisible();
          const link = note.getByRole("link", { name: "Health of the connection" }).first();
          await softly(link, name).toHaveAttribute("href", `/connections/${things.connectionId}`);
        }
      });
      await test.step(`CXone ${how}, and nothing is known from before`, async () => {
        for (const [name, entry] of ofTenant) {
          const answer = await page.goto(product.url + entry.at({ ...things, connectionId: unseen }));
          softly(answer?.status(), name).toBe(200);
          await softly(page.getByRole("heading", { level: 1 }), name).toBeVisible();
          await softly(page.locator("main").getByRole("alert").first(), name).toBeVisible();
        }
      });
      if (how === OUTAGES[0][0]) await control(sandbox, "DELETE");
    }

    await test.step("what was typed outlives a save that fails, and is saved when CXone is back", async () => {
      await page.goto(product.url + (PAGES["skills/[skillId]/edit"]?.at(things) ?? ""));
      const name = `Scene_${randomUUID().slice(0, 6)}`;
      await page.getByLabel("Skill name").fill(name);
      await page.getByRole("button", { name: "Save skill" }).click();
      await expect(page.locator("main").getByRole("alert").first()).toBeVisible();
      await expect(page.getByLabel("Skill name")).toHaveValue(name);
      await expectAccessible(page);
      await control(sandbox, "DELETE");
      await expect(async () => {
        await page.getByRole("button", { name: "Save skill" }).click();
        await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible({
          timeout: 3_000,
        });
      }).toPass({ timeout: 40_000 });
    });

    await test.step("afterwards each page is fresh again", async () => {
      for (const [name, entry] of ofTenant) {
        await page.goto(product.url + entry.at(things));
        await softly(page.locator("main [aria-busy=true]"), name).toHaveCount(0);
        await softly(page.getByText(/As of .*CXone does not answer/), name).toHaveCount(0);
      }
    });
  } finally {
    await sandbox.close();
  }
});

test("with the bot and the sign-in provider gone, their pages say so and keep what was typed", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const gone = await ownSandbox(ask);
  // Reached once, so that the host is known to be allowed, and then closed: nobody listens there any more.
  await connect(ask, gone.baseUrl, `Scene gone ${randomUUID().slice(0, 6)}`);
  await gone.close();
  const { id } = await ask("POST", "/api/handovers", { name: `Gone ${randomUUID().slice(0, 6)}` });
  const input = { adapter: "webhook", url: `${gone.baseUrl}/webhook-bot/mine` };
  const { secret } = await ask<{ secret: string }>("POST", `/api/handovers/${id}/setup/bot/secret`, {});
  noteSecret(secret);
  await ask("PUT", `/api/handovers/${id}/setup/bot`, { input, version: 0 });

  await page.goto(`${product.url}/handovers/${id}/setup/bot`);
  await page.getByLabel("Name shown to visitors").fill("Robin");
  await page.getByRole("button", { name: "Run checks" }).click();
  await expect(page.getByText(/Check the address, and that the bot runs/).first()).toBeVisible();
  await expect(page.getByLabel("Name shown to visitors")).toHaveValue("Robin");

  await page.goto(`${product.url}/settings/sign-in`);
  await page.getByLabel("Issuer").fill(gone.baseUrl);
  await page.getByRole("button", { name: "Check discovery" }).click();
  await expect(page.getByText("Failed").first()).toBeVisible();
  await expect(page.getByLabel("Issuer")).toHaveValue(gone.baseUrl);
  await expectAccessible(page);
});
