import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, product, test } from "./fixtures.ts";
import { askAsAdmin, connectVoice } from "./scene.ts";

const control = (deed: string, body: object) =>
  fetch(`${product.sandboxUrl}/control/voice/${deed}`, { method: "POST", body: JSON.stringify(body) });

test("a Personal Connection call: wrong number, unavailable agent, then placed, connected and ended", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const ask = await askAsAdmin(page);
  const name = `Dialler ${randomUUID().slice(0, 6)}`;
  const connectionId = await connectVoice(ask, product.sandboxUrl, name);
  const number = `+4940${String(Math.trunc(Math.random() * 1e7)).padStart(7, "1")}`;

  await page.goto(`${product.url}/outbound`);
  await page.getByRole("link", { name: "Place a call" }).first().click();
  await page.waitForURL(/\/outbound\/new$/);
  await page.getByLabel("Connection", { exact: true }).selectOption({ label: name });
  const campaign = page.getByLabel("Campaign");
  await expect(campaign).toBeEnabled();
  const offered = await campaign.locator("option").allTextContents();
  await campaign.selectOption({ label: offered.find((text) => /callback/i.test(text)) ?? "" });
  const agent = page.getByLabel("Agent");
  await expect(agent).toBeEnabled();
  await agent.selectOption({ index: 1 });
  const agentId = await agent.inputValue();
  await control("agent", { agentId, state: "Unavailable" });

  // P-13: without its plus sign.
  await page.getByLabel("Phone number").fill("5551234567");
  await page.getByRole("button", { name: "Check the call" }).click();
  await expect(page.getByText(/Begin with a plus sign/).first()).toBeVisible();
  await expect(page.getByLabel("Phone number")).toHaveValue("5551234567");
  await page.getByLabel("Phone number").fill(number);
  await expect(page.getByText("Germany")).toBeVisible();

  // P-12: nobody has this number yet.
  await page.getByLabel("Name of the new contact").fill("Hanna Roth");
  await page.getByRole("button", { name: "Create contact" }).click();
  await expect(page.getByRole("radio", { name: "Hanna Roth" })).toBeChecked();
  await page.getByLabel("Context").fill("crm");
  await page.getByRole("button", { name: "Check the call" }).click();
  await expect(page.getByText(/This is not JSON/).first()).toBeVisible();
  await page.getByLabel("Context").fill('{"source": "crm"}');

  // P-20: the agent is not available.
  await page.getByRole("button", { name: "Check the call" }).click();
  const checks = page.getByRole("list", { name: "Checks before the call" });
  await expect(checks.getByRole("listitem")).toHaveCount(7);
  await expect(checks.getByRole("listitem").filter({ hasText: "Failed" })).toContainText(
    "The agent is available",
  );
  await expect(page.getByRole("button", { name: "Place the call" })).toBeDisabled();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await control("agent", { agentId, state: "Available" });
  await page.getByRole("button", { name: "Check the call" }).click();
  await page.getByRole("button", { name: "Place the call" }).click();
  await page.getByRole("button", { name: "Call now" }).click();
  await page.waitForURL(/\/outbound\/dial_/);
  await expect(page.getByText("Agent and customer are connected.")).toBeVisible();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const { vendorRequestId } = await ask<{ vendorRequestId: string }>("GET", `/api/outbound-calls/${id}`);
  await control("outbound", { callId: vendorRequestId, result: "ended" });
  await expect(page.getByText("The call has ended.").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Call again" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto(`${product.url}/outbound?connection=${connectionId}`);
  await expect(page.getByRole("row").filter({ hasText: "Hanna Roth" })).toContainText("Answered");
});
