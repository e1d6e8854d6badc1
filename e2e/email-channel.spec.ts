import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { type Ask, askAsAdmin, connectionTo } from "./scene.ts";

const control = async <Answer>(path: string, body: unknown): Promise<Answer> => {
  const done = await fetch(`${product.sandboxUrl}/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!done.ok) throw new Error(`The sandbox refused ${path}: ${await done.text()}`);
  return (await done.json()) as Answer;
};

type WantedRecord = { part: string; type: string; name: string; value: string; priority: number };
const KINDS: Record<string, string> = { identity: "verification", dkim: "dkim", inbound: "inbound" };

/** A domain that Patchbay has begun to look for; `publish` puts its records into the DNS of the sandbox. */
async function addDomain(ask: Ask, connectionId: string, name: string) {
  const { dns } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    dns: { server: string };
  };
  await ask("PUT", "/api/name-servers", { servers: [dns.server] });
  const { records } = await control<{ records: WantedRecord[] }>("email/domain", { name });
  const region = "eu-central-1";
  const { id } = await ask("POST", "/api/email/domains", { connectionId, name, region });
  const version = async () => (await ask<{ version: number }>("GET", `/api/email/domains/${id}`)).version;
  await ask("PUT", `/api/email/domains/${id}/records`, {
    version: await version(),
    records: records.flatMap(({ part, type, name: host, value, priority }) => {
      const kind = KINDS[part];
      const whole = type === "MX" ? `${priority} ${value}` : value;
      return kind ? [{ kind, type, name: host, value: whole, need: "required" }] : [];
    }),
  });
  const startedAt = new Date().toISOString();
  await ask("POST", `/api/email/domains/${id}/start`, { version: await version(), startedAt });
  return {
    id,
    publish: async () => {
      await control("email/domain", { name, publish: true });
      const { state } = await ask<{ state: string }>("POST", `/api/email/domains/${id}/look`, {});
      expect(state).toBe("verified");
    },
  };
}

const heading = (page: Page, title: string) =>
  expect(page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Runs a step's checks and waits for their end. */
async function runChecks(page: Page): Promise<void> {
  const done = page.waitForResponse(
    (answer) => answer.url().endsWith("/checks") && answer.request().method() === "POST",
  );
  await press(page, "Run checks");
  await done;
}

async function tick(page: Page): Promise<void> {
  await page.getByLabel("What shows it").fill("Seen by the test");
  await press(page, "It is done in CXone");
  await expect(page.getByText("Ticked as done")).toBeVisible();
}

test("from no channel to a mail that arrived, with the browser closed while DNS is waited for", async ({
  page,
  openWindow,
  signIn,
  browser,
}) => {
  const mark = randomUUID().slice(0, 6);
  const name = `Mail ${mark}`;
  const domainName = `mail-${mark}.example`;
  await signIn(page);
  const ask = await askAsAdmin(page);
  const { id: connectionId } = await ask(
    "POST",
    "/api/connections",
    await connectionTo(product.sandboxUrl, `Mail ${mark}`),
  );
  const domain = await addDomain(ask, connectionId, domainName);

  await page.goto(`${product.url}/email?connection=${connectionId}`);
  await expect(page.getByText("No email channel yet")).toBeVisible();
  await page.getByRole("link", { name: "New email channel" }).first().click();
  await heading(page, "New email channel");
  await expectAccessible(page);
  // Nothing typed: told off, and nothing is lost.
  await press(page, "Save and continue");
  await expect(page.getByText("Enter a name.").first()).toBeVisible();
  await page.getByLabel("Channel name").fill(name);
  await press(page, "Save and continue");

  await heading(page, "Tenant");
  await page.getByRole("radio", { name: /^Yes/ }).check();
  await expect(page.getByText("The email ticketing form comes first")).toBeVisible();
  await page.getByRole("radio", { name: /^No/ }).check();
  await press(page, "Save and continue");

  await heading(page, "Domain");
  await expectAccessible(page);
  await page.getByRole("radio", { name: new RegExp(domainName) }).check();
  await press(page, "Save and continue");

  await heading(page, "From address");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByLabel(`Part before @${domainName}`).fill(`support@${domainName}`);
  await press(page, "Save");
  await expect(page.getByText(/Only the part before the @/).first()).toBeVisible();
  await page.getByLabel(`Part before @${domainName}`).fill("support");
  await press(page, "Save");
  await expect(page.getByRole("button", { name: "Save and continue" })).toBeVisible();

  // DNS takes its time: the browser is closed, and somebody opens another one later.
  const address = page.url();
  const session = await page.context().storageState();
  await page.close();
  await domain.publish();
  const later = await (await browser.newContext({ storageState: session })).newPage();
  await later.goto(address);

  const cxone = await openWindow();
  await cxone.goto(`${product.sandboxUrl}/cxone/console/email/new`);
  await cxone.getByLabel("From Address").fill("support");
  await cxone.getByLabel("Verified domain").selectOption(domainName);
  await expect(cxone.locator("#point-of-contact")).toContainText("@");
  const pointContact = (await cxone.locator("#point-of-contact").textContent())?.trim() ?? "";

  await heading(later, "From address");
  await expect(later.getByLabel(`Part before @${domainName}`)).toHaveValue("support");
  await later.getByLabel("Point of contact").fill(pointContact);
  await press(later, "Save and continue");

  await heading(later, "Sending");
  await expectAccessible(later);
  await later.getByRole("radio", { name: /A mail server of your own/ }).check();
  await press(later, "Save and continue");
  await expect(later.getByText("Choose the mail server.").first()).toBeVisible();
  await later.getByRole("radio", { name: /CXone's own server/ }).check();
  await press(later, "Save and continue");

  await heading(later, "Channel");
  await expectAccessible(later);
  // Not made yet: said, with what CXone has instead.
  await press(later, "Look for it in CXone");
  await expect(later.getByText(`CXone has no email channel called ${name}.`).first()).toBeVisible();
  await cxone.getByLabel("Channel Name").fill(name);
  await cxone.getByRole("button", { name: "Create New Channel" }).click();
  await expect(cxone.getByText(`The channel ${name} is created.`)).toBeVisible();
  await press(later, "Look for it in CXone");

  await heading(later, "Settings");
  await later.getByLabel(/^Hidden: off/).check();
  await later.getByRole("radio", { name: /^Ignore In-Reply-To/ }).check();
  await expect(later.getByText(/^Threading is lost/)).toBeVisible();
  await expect(later.getByTestId("ticket-subject")).toHaveText("Where is my order?");
  await later.getByRole("radio", { name: /^Prefer In-Reply-To/ }).check();
  await later.getByLabel(/^Hidden: on/).uncheck();
  await later.getByRole("radio", { name: /^\[#482913\]/ }).check();
  await expect(later.getByTestId("ticket-subject")).toHaveText("Where is my order? [#482913]");
  await press(later, "New tag");
  await later.getByLabel("Title of the new tag").fill(`Spam ${mark}`);
  await press(later, "Make it in CXone");
  await expect(later.getByLabel("Spam tag")).toHaveValue(/\d+/);
  await expectAccessible(later);
  await expectFitsPhone(later);
  await press(later, "Save settings");
  await cxone.goto(`${product.sandboxUrl}/cxone/console/email`);
  await cxone.getByRole("link", { name: `Edit ${name}` }).click();
  await cxone.getByLabel("Spam tag").selectOption({ label: `Spam ${mark}` });
  await cxone.getByLabel("Delimiters").selectOption("square");
  await cxone.getByRole("button", { name: "Save" }).click();
  await tick(later);
  await press(later, "Continue");

  await heading(later, "Default skill and script");
  const skills = later.getByRole("group", { name: "Default skill", exact: true });
  await skills.getByLabel("Website_Chat").check();
  const scripts = later.getByRole("group", { name: "Studio script", exact: true });
  const path = "Digital\\Default Digital Script";
  await scripts.getByLabel(path).check();
  await press(later, "Save and check");
  await expect(later.getByText("The channel has no default skill: its mail is not routed.")).toBeVisible();
  await cxone.getByLabel("Default skill").selectOption({ label: "Website_Chat" });
  await cxone.getByLabel("Studio script").selectOption(path);
  await cxone.getByRole("button", { name: "Save" }).click();
  await expect(cxone.getByText("Saved.")).toBeVisible();
  await runChecks(later);
  await expect(later.getByText(/are selected\.$/)).toBeVisible();

  const channel = new URL(address).pathname.split("/setup/")[0];
  for (const step of ["permissions", "sla"]) {
    await later.goto(`${product.url}${channel}/setup/${step}`);
    await expectAccessible(later);
    await tick(later);
  }
  await later.goto(`${product.url}${channel}/setup/looks`);
  await heading(later, "Template and signature");
  await press(later, "Save and continue");

  await heading(later, "Test");
  await runChecks(later);
  await expect(later.getByText(/has come in yet\.$/)).toBeVisible();
  const subject =
    (await later
      .locator("dl div", { has: later.locator("dt", { hasText: /^Subject$/ }) })
      .locator("code")
      .textContent()) ?? "";
  await control("email/receive", { from: "kim@customer.example", to: pointContact, subject, text: "Hello" });
  await runChecks(later);
  await expect(later.getByText("Mail arrives")).toBeVisible();

  await later.goto(`${product.url}${channel}`);
  await expect(later.getByText("Live", { exact: true })).toBeVisible();
  await expectAccessible(later);
  await expectFitsPhone(later);
  await later.goto(`${product.url}/email?connection=${connectionId}`);
  await expect(later.getByText(`support@${domainName}`)).toBeVisible();
  await expectAccessible(later);
  await expectFitsPhone(later);
});
