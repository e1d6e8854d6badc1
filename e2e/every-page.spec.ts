import type { Page } from "@playwright/test";
import {
  test as base,
  expect,
  expectAccessible,
  expectFitsPhone,
  product,
  recordResponses,
  watchErrors,
} from "./fixtures.ts";

const PAGES = [
  ["/overview", "Overview"],
  ["/handovers", "Handovers"],
  ["/handovers/new", "New handover"],
  ["/connections", "Connections"],
  ["/notices", "Notices"],
  ["/expiries", "Expiry calendar"],
  ["/connections/new", "Connect a tenant"],
  ["/conversations", "Conversations"],
  ["/channels", "Channels"],
  ["/integrations", "Integrations"],
  ["/scripts", "Studio scripts"],
  ["/roles", "Roles"],
  ["/readiness", "Readiness"],
  ["/outbound", "Personal Connection"],
  ["/outbound/new", "Place a call"],
  ["/outbound/lists", "Call lists"],
  ["/outbound/lists/new", "Upload a call list"],
  ["/transfers", "Transfers"],
  ["/transfers/log", "Transfer log"],
  ["/transfers/live", "Open transfers"],
  ["/transfers/start", "Start a transfer"],
  ["/transfers/policies", "Transfer policies"],
  ["/transfers/policies/new", "New transfer policy"],
  ["/email/domains", "Email domains"],
  ["/email/smtp", "SMTP"],
  ["/email/smtp/new", "Add mail server"],
  ["/email/templates", "Templates"],
  ["/email/templates/new", "New template"],
  ["/email/signatures", "Signatures"],
  ["/email/signatures/new", "New signature"],
  ["/email/signatures/coverage", "Signature coverage"],
  ["/email/extensions", "Attachments"],
  ["/email/requests", "Requests"],
  ["/email/bounced", "Bounced addresses"],
  ["/activity/deliveries", "Deliveries"],
  ["/skills", "Skills"],
  ["/skills/new", "New skill"],
  ["/campaigns", "Campaigns"],
  ["/campaigns/new", "New campaign"],
  ["/agents", "Agents"],
  ["/activity/requests", "Request log"],
  ["/activity/audit", "Audit log"],
  ["/settings/people", "People"],
  ["/settings/people/new", "Invite person"],
  ["/settings/account", "My account"],
  ["/settings/sign-in", "Sign-in"],
  ["/settings/private-hosts", "Private hosts"],
  ["/settings/retention", "Retention"],
  ["/settings/api-tokens", "API tokens"],
  ["/settings/api-tokens/new", "Make token"],
  ["/settings/configuration", "Configuration"],
  ["/settings/api", "API"],
  ["/settings/api/connections", "Connections"],
] as const;

/** One window for all pages that a worker looks at: a new one would fetch and compile every script again. */
const test = base.extend<{ page: Page }, { tab: Page }>({
  tab: [
    async ({ browser, adminSession }, use) => {
      const context = await browser.newContext({
        storageState: await adminSession(),
        reducedMotion: "reduce",
      });
      recordResponses(context);
      await use(await context.newPage());
      await context.close();
    },
    { scope: "worker" },
  ],
  page: async ({ tab }, use) => {
    const expectNoErrors = watchErrors(tab);
    await use(tab);
    expectNoErrors();
  },
});

for (const [address, title] of PAGES) {
  test(`${address} is readable by everybody: axe in light and dark, and the width of a phone`, async ({
    page,
  }) => {
    await page.goto(product.url + address);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
}

test("an endpoint is found by its words; its noun is readable unfolded, and no page of the API is heavy", async ({
  page,
}) => {
  for (const [address, bytes] of [
    ["/settings/api", 160_000],
    ["/settings/api?search=a", 200_000],
    ["/settings/api/handovers", 350_000],
  ] as const) {
    const { length } = await (await page.request.get(product.url + address)).body();
    expect.soft(length, `bytes of ${address}`).toBeLessThan(bytes);
  }
  await page.goto(`${product.url}/settings/api`);
  await page.getByRole("searchbox", { name: "Search addresses and summaries" }).fill("starts transfer POST");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("link", { name: "/api/transfers", exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/api\/transfers#postTransfers$/);
  await expect(page.getByRole("heading", { level: 1, name: "Transfers", exact: true })).toBeVisible();
  await expect(page).toHaveTitle(/^Transfers in the API/);
  for (const fold of await page.getByText("Fields and example").all()) await fold.click();
  await expect(page.getByRole("table", { name: "Fields of POST /api/transfers", exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("link", { name: "Next: Voice" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Voice" })).toBeVisible();
});

test("what does not exist says so, and the console is still there", async ({ page }) => {
  for (const address of [
    "/handovers/0123456789abcdef01234567",
    "/connections/con_gone",
    "/settings/api/nothing",
    "/nothing-here",
  ]) {
    await page.goto(product.url + address);
    await expect(page.getByRole("heading", { name: "Nothing is plugged in here" })).toBeVisible();
  }
});

test("the keyboard reaches the content first and the palette from everywhere", async ({ page }) => {
  await page.goto(`${product.url}/handovers`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("audit");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/activity\/audit/);
});
