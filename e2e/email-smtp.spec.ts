import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { atMicrosoft, control, credentials, fillServer, press } from "./email-scene.ts";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { askAsAdmin, connectionTo } from "./scene.ts";

const WAIT = { timeout: 20_000 };

/** A tenant of its own, and the form for its mail server filled up to the ids of the application. */
async function openForm(page: Page, mailbox: string) {
  const ask = await askAsAdmin(page);
  const name = `Mail ${randomUUID().slice(0, 6)}`;
  const connection = await connectionTo(product.sandboxUrl, name);
  const { id: connectionId } = await ask("POST", "/api/connections", connection);
  await page.goto(`${product.url}/email/smtp/new?connection=${connectionId}`);
  await fillServer(page, name, mailbox);
  return name;
}

test("a mail server of Microsoft: from a wrong id to a mail that arrived and passwords that may go", async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000);
  const { microsoft, smtp } = await credentials();
  await control("microsoft/consent", { clientId: microsoft.clientId, revoke: true });
  await signIn(page);
  const name = await openForm(page, smtp.user);

  // M-23: a domain is no tenant id, and the Secret ID is not the Value.
  await page.getByLabel("Directory (tenant) ID").fill("acme.onmicrosoft.com");
  await page.getByLabel("Application (client) ID").fill("11111111-2222-4333-8444-555555555555");
  await page.getByLabel("Client secret", { exact: true }).fill(microsoft.secretId);
  await press(page, "Check and keep");
  await expect(page.getByText(/is a GUID such as .* not a domain name/).first()).toBeVisible(WAIT);
  await expect(page.getByText("This is the Secret ID.").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Directory (tenant) ID").fill(microsoft.tenantId);
  await page.getByLabel("Client secret", { exact: true }).fill(microsoft.clientSecret);

  // M-25: a secret without its end is refused.
  await press(page, "Check and keep");
  await expect(page.getByText(/say on purpose that it never does/).first()).toBeVisible(WAIT);
  await page.getByLabel("The secret ends", { exact: true }).selectOption("never");

  // An id of another application is told before anything is kept.
  await press(page, "Check and keep");
  await expect(page.getByText(/The application is not in this tenant/).first()).toBeVisible(WAIT);
  await page.getByLabel("Application (client) ID").fill(microsoft.clientId);
  await press(page, "Check and keep");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible(WAIT);
  await expect(page.getByRole("button", { name: "Send test mail" })).toBeDisabled();

  await press(page, "Authorize");
  await atMicrosoft(page, smtp.user, "Cancel");
  await expect(page.getByText("The approval was declined")).toBeVisible(WAIT);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  // Some errors stay on a page of Microsoft: what stands there is pasted here.
  await page.getByText("Microsoft shows an error page and does not lead back").click();
  await page.getByLabel("Number or text of Microsoft's page").fill("AADSTS50011: The redirect URI 'x'");
  await press(page, "Explain");
  await expect(page.getByText("The return address is not registered")).toBeVisible(WAIT);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await control("microsoft/tenant", { userConsent: false });
  await press(page, "Authorize");
  await atMicrosoft(page, smtp.user, "Return");
  await expect(page.getByText("An administrator has to approve this first")).toBeVisible(WAIT);
  await expect(page.getByText(/\/v2\.0\/adminconsent\?client_id=/).first()).toBeVisible();
  await expectAccessible(page);
  await control("microsoft/tenant", { userConsent: true });

  await press(page, "Authorize");
  await atMicrosoft(page, smtp.user, "Accept");
  await expect(page.getByText(`${smtp.user} is authorised`)).toBeVisible(WAIT);

  await control("microsoft/mailbox", { address: smtp.user, smtpAuth: false });
  await page.getByLabel("Recipient").fill("sales@acme.example");
  await press(page, "Send test mail");
  await expect(page.getByText(`SMTP AUTH is off for ${smtp.user}`)).toBeVisible(WAIT);
  await expect(page.getByText(`Set-CASMailbox -Identity ${smtp.user}`).first()).toBeVisible();
  await expectAccessible(page);
  await control("microsoft/mailbox", { address: smtp.user, smtpAuth: true });
  await press(page, "Send test mail");
  await expect(page.getByText("Taken by the server")).toBeVisible(WAIT);

  // M-21: what the server took has not arrived yet.
  const off = page.getByRole("button", { name: "Passwords are off at the server" });
  await expect(off).toBeDisabled();
  const subject = await page
    .getByText(/^Patchbay test mail PB-/)
    .first()
    .textContent();
  const box = await fetch(`${product.sandboxUrl}/control/mail?mailbox=sales@acme.example`);
  const { mails } = (await box.json()) as { mails: { subject: string; raw: string }[] };
  const mail = mails.find((one) => one.subject === subject);
  await page.getByText("It has arrived, or came back").first().click();
  await page
    .getByLabel("Headers of the mail as it arrived")
    .first()
    .fill(mail?.raw ?? "");
  await press(page, "Read");
  await expect(page.getByText("Arrived", { exact: true }).first()).toBeVisible(WAIT);
  await expect(page.getByText(/^SPF /)).toBeVisible();
  await off.click();
  await expect(page.getByText("Passwords: off")).toBeVisible(WAIT);
  await expectAccessible(page);
  await expectFitsPhone(page);

  // An old link back from Microsoft belongs to no mail server: the list of all of them says why one is there.
  await page.goto(`${product.url}/api/email/oauth/callback?state=made-up&code=x`);
  await expect(page).toHaveURL(/\/email\/smtp\?authorised=expired$/);
  await expect(page.getByText(/answer of Microsoft belongs to nothing that was begun here/)).toBeVisible();
  await page.goto(`${product.url}/email/smtp`);
  await expect(page.getByRole("heading", { level: 1, name: "SMTP" })).toBeVisible();
  await expect(page.getByText(/answer of Microsoft belongs to nothing/)).toBeHidden();
});
