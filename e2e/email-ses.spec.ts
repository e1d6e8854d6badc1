import { randomUUID } from "node:crypto";
import { addVerifiedDomain, control, heading, press, runChecks, useSandboxDns } from "./email-scene.ts";
import { expect, expectAccessible, product, test } from "./fixtures.ts";
import { askAsAdmin, connectionTo } from "./scene.ts";

test("a channel over CXone's own server asks for nothing more, and a mail that a person wrote ends its set-up", async ({
  page,
  signIn,
}) => {
  const mark = randomUUID().slice(0, 6);
  const [name, domainName] = [`Mail ${mark}`, `ses-${mark}.example`];
  await signIn(page);
  const ask = await askAsAdmin(page);
  const connection = await connectionTo(product.sandboxUrl, name);
  const { id: connectionId } = await ask("POST", "/api/connections", connection);
  await useSandboxDns(ask);
  const domainId = await addVerifiedDomain(ask, connectionId, domainName);
  const { id } = await ask("POST", "/api/email/channels", { connectionId, name });
  const setup = `/api/email/channels/${id}/setup`;
  const from = `support@${domainName}`;
  for (const [step, input] of [
    ["connection", { hasProactive: "no" }],
    ["domain", { domainId }],
    ["from", { localPart: "support", pointContact: "support@inbound.example" }],
  ] as const)
    await ask("PUT", `${setup}/${step}`, { input, version: 0 });
  const routing = { defaultSkillId: "4606106", studioScript: "Digital\\Default Digital Script" };
  await control("email/channel", { from, name, ...routing });

  await page.goto(`${product.url}/email/channels/${id}/setup/sending`);
  await heading(page, "Sending");
  await page.getByRole("radio", { name: /CXone's own server/ }).check();
  await expect(page.getByLabel("Mail server", { exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await press(page, "Save and continue");
  await heading(page, "Channel");
  await press(page, "Look for it in CXone");
  await heading(page, "Settings");
  const wanted = { skillId: 4606106, skillName: "Website_Chat", script: routing.studioScript };
  await ask("PUT", `${setup}/routing`, { input: wanted, version: 0 });
  await ask("POST", `${setup}/routing/checks`, {});

  // Patchbay has no server to send by: a person writes the mail.
  await page.goto(`${product.url}/email/channels/${id}/setup/test`);
  await heading(page, "Test");
  await expect(page.getByRole("button", { name: /^Round trip/ })).toHaveCount(0);
  await runChecks(page);
  await expect(page.getByText(/has come in yet\.$/)).toBeVisible();
  await expectAccessible(page);
  const subject = await page.getByText(/^Patchbay [0-9a-z]{8}$/).textContent();
  await control("email/receive", { from: "kim@customer.example", to: from, subject, text: "Hello" });
  await runChecks(page);
  await expect(page.getByText("Mail arrives")).toBeVisible();
});
