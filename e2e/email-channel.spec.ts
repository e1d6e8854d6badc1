import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import {
  atMicrosoft,
  copyRecords,
  credentials,
  fillServer,
  heading,
  makeMailbox,
  press,
  publishDomain,
  registerApp,
  runChecks,
  useSandboxDns,
} from "./email-scene.ts";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { askAsAdmin, connectionTo } from "./scene.ts";

const WAIT = { timeout: 30_000 };

async function tick(page: Page): Promise<void> {
  await page.getByLabel("What shows it").fill("Seen by the test");
  await press(page, "It is done in CXone");
  await expect(page.getByText("Ticked as done")).toBeVisible();
}

/** The wish to the account representative in a part of the step: sent, and answered days later. */
async function representativeDoes(page: Page, title: string): Promise<void> {
  const part = page.getByRole("region", { name: title });
  for (const [said, state] of [
    ["I sent it", "Sent"],
    ["It is done", "Done"],
  ] as const) {
    await part.getByRole("button", { name: said, exact: true }).click();
    await expect(part.getByText(state, { exact: true }).first()).toBeVisible();
  }
}

test("from no channel to a mail that arrived over Microsoft, with the browser closed while DNS is waited for", async ({
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
  const connection = await connectionTo(product.sandboxUrl, name);
  const { id: connectionId } = await ask("POST", "/api/connections", connection);
  await useSandboxDns(ask);

  await page.goto(`${product.url}/email?connection=${connectionId}`);
  await expect(page.getByText("No email channel yet")).toBeVisible();
  await page.getByRole("link", { name: "New email channel" }).first().click();
  await heading(page, "New email channel");
  // Nothing typed: told off, and nothing is lost.
  await press(page, "Save and continue");
  await expect(page.getByText("Enter a name.").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Channel name").fill(name);
  await press(page, "Save and continue");

  await heading(page, "Tenant");
  await page.getByRole("radio", { name: /^Yes/ }).check();
  await expect(page.getByText("The email ticketing form comes first")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: /^No/ }).check();
  await press(page, "Save and continue");

  // The domain is made on a page of its own, which leads back to the step with the domain chosen.
  await heading(page, "Domain");
  const cxone = await openWindow();
  const copied = await copyRecords(cxone, domainName);
  await expect(page.getByRole("link", { name: /^Open CXone/ })).toBeVisible();
  await test.step("a domain with a typo is removed, and leads back to the step it was opened from", async () => {
    const paste = "_amazonses.typo.example\tTXT\tpmBGN/7MjnfhTKUZ06Enqq1PeGUaOkw8lGhcfwefcHU=";
    const body = {
      connectionId,
      name: `typo-${mark}.example`,
      region: "eu-central-1",
      paste: paste.replace("typo", `typo-${mark}`),
    };
    const { id } = await ask("POST", "/api/email/domains", body);
    const step = new URL(page.url()).pathname;
    await page.goto(`${product.url}/email/domains/${id}?channel=${step.split("/")[3]}`);
    await press(page, "Remove");
    await press(page, "Remove domain");
    await expect(page).toHaveURL(product.url + step);
    await expect(page.getByText("No domain yet")).toBeVisible();
  });
  await page.getByRole("link", { name: "Add a domain" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Domain", { exact: true }).fill(domainName);
  await dialog.getByLabel("Records from CXone's page").fill(copied);
  await expect(dialog.getByText("5 records taken")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add domain", exact: true }).click();
  await expect(page.getByText("0 of 5 required records are in DNS.")).toBeVisible();
  await press(page, "Start the 72 hours");
  await expect(page.getByText(/SES gives up in 7[12] h/)).toBeVisible();
  const domainId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.getByRole("link", { name: "Back to the set-up of the channel" }).click();
  await heading(page, "Domain");
  await expect(page.getByRole("radio", { name: new RegExp(domainName) })).toBeChecked();
  await expectAccessible(page);
  await press(page, "Save and continue");

  await heading(page, "From address");
  await page.getByLabel(`Part before @${domainName}`).fill(`support@${domainName}`);
  await press(page, "Save");
  await expect(page.getByText(/Only the part before the @/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(`Part before @${domainName}`).fill("support");
  await press(page, "Save");
  await expect(page.getByRole("button", { name: "Save and continue" })).toBeVisible();
  await expectFitsPhone(page);

  // DNS takes its time: the browser is closed, and somebody opens another one later.
  const address = page.url();
  const session = await page.context().storageState();
  await page.close();
  await publishDomain(ask, domainId, domainName);
  const later = await (await browser.newContext({ storageState: session })).newPage();
  await later.goto(address);

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
  await later.getByRole("radio", { name: /A mail server of your own/ }).check();
  await press(later, "Save and continue");
  await expect(later.getByText("Choose the mail server.").first()).toBeVisible();
  await expectAccessible(later);
  await test.step("a mail server of Microsoft, made and authorised from within the step", async () => {
    const mailbox = await makeMailbox(`desk-${mark}`);
    const app = await registerApp(name);
    await press(later, "Add a mail server");
    await heading(later, "Add mail server");
    await fillServer(later, name, mailbox.address);
    const { microsoft } = await credentials();
    await later.getByLabel("Directory (tenant) ID").fill(microsoft.tenantId);
    await later.getByLabel("Application (client) ID").fill(app.clientId);
    await later.getByLabel("Client secret", { exact: true }).fill(app.clientSecret);
    await later.getByLabel("The secret ends", { exact: true }).selectOption("never");
    await press(later, "Check and keep");
    await heading(later, "Sending");
    await expect(later.getByText(/^The new mail server is chosen/)).toBeVisible();
    const needed = `${mailbox.address} needs Send As for support@${domainName}`;
    await expect(later.getByText(needed)).toBeVisible();
    await press(later, "Save and continue");

    await representativeDoes(later, "First: the SMTP configuration");
    await press(later, "Authorize");
    await atMicrosoft(later, mailbox.address, "Accept");
    await heading(later, "Sending");
    await expect(later.getByText(`${mailbox.address} is authorised`)).toBeInViewport(WAIT);
    await expect(later.getByRole("region", { name: "In CXone" }).getByText(app.clientId)).toBeVisible();
    await representativeDoes(later, "Last: switching it on");
    await expect(later.getByText(/can be sent once the channel was seen in CXone/)).toBeVisible();
    await later.getByLabel("Recipient").fill(mailbox.address);
    await press(later, "Send test mail");
    await expect(later.getByText("Taken by the server")).toBeVisible(WAIT);
    const chosen = later.getByLabel("Mail server", { exact: true }).locator("option:checked");
    await expect(chosen, "tested, without a reload").toHaveText(`${name} · ${mailbox.address}`, WAIT);
    await expectAccessible(later);
    await expectFitsPhone(later);
  });
  await press(later, "Save and continue");

  await heading(later, "Channel");
  // What is copied into CXone's field From Address: it refuses the whole address.
  await expect(later.getByText("support", { exact: true })).toBeVisible();
  // Not made yet: said, with what CXone has instead.
  await press(later, "Look for it in CXone");
  await expect(later.getByText(`CXone has no email channel called ${name}.`).first()).toBeVisible();
  await expectAccessible(later);
  await cxone.getByLabel("Channel Name").fill(name);
  await cxone.getByRole("button", { name: "Create New Channel" }).click();
  await expect(cxone.getByText(`The channel ${name} is created.`)).toBeVisible();
  await press(later, "Look for it in CXone");

  await heading(later, "Settings");
  await expect(later.getByLabel("Display name")).toBeDisabled();
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
  await expectAccessible(later);
  await cxone.getByLabel("Default skill").selectOption({ label: "Website_Chat" });
  await cxone.getByLabel("Studio script").selectOption(path);
  await cxone.getByRole("button", { name: "Save" }).click();
  await expect(cxone.getByText("Saved.")).toBeVisible();
  await runChecks(later);
  await expect(later.getByText(/are selected\.$/)).toBeVisible();
  await press(later, "Continue");

  const channel = new URL(address).pathname.split("/setup/")[0];
  await heading(later, "Permissions");
  await expectAccessible(later);
  await tick(later);
  await press(later, "Continue");
  await heading(later, "Service level");
  await tick(later);
  await expectAccessible(later);
  await press(later, "Continue");
  await heading(later, "Template and signature");
  await expectAccessible(later);
  await press(later, "Save and continue");

  await heading(later, "Test");
  await press(later, `Round trip to ${name}`);
  // What is awaited is looked for by itself, and the step with it.
  await expect(later.getByText("Mail arrives")).toBeVisible({ timeout: 60_000 });
  await expect(later.getByText("Arrived", { exact: true }).first()).toBeVisible();
  await expectAccessible(later);
  await expectFitsPhone(later);

  await later.goto(`${product.url}${channel}`);
  await expect(later.getByText("Live", { exact: true })).toBeVisible();
  await expectAccessible(later);
  await expectFitsPhone(later);
  await later.goto(`${product.url}/email?connection=${connectionId}`);
  await expect(later.getByText(`support@${domainName}`)).toBeVisible();
  await expect(later.getByText("Live", { exact: true })).toBeVisible();
  await expect(later.getByText("None seen")).toHaveCount(0);
  // M-02: whose times CXone shows.
  await expect(later.getByText(`Times in CXone are those of ${name}:`)).toBeVisible();
  await expectAccessible(later);
  await expectFitsPhone(later);
});
