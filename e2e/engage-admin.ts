import { expect, type Page } from "@playwright/test";
import { noteSecret, product } from "./fixtures.ts";

/** What a person does in the pages of the simulated Engage, because no API of it does. */

const admin = `${product.sandboxUrl}/engage/admin`;

export type AddedSource = { sourceId: string; token: string; realtimeUrl: string };

/** Adds a Source SDK source that calls `baseUri`, and reads off what has to be carried back. */
export async function addSource(
  page: Page,
  { name, community, baseUri }: { name: string; community: string; baseUri: string },
): Promise<AddedSource> {
  await page.goto(`${admin}/content_sources/new`);
  const ask = page.getByRole("button", { name: "Ask RingCentral to allow it" });
  if (await ask.isVisible()) await ask.click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Community").selectOption({ label: community });
  await page.getByLabel("Base URI").fill(baseUri);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/edit/);
  const token = (await page.locator("#source-token").textContent())?.trim() ?? "";
  noteSecret(token);
  const realtimeUrl = (await page.locator("#realtime-url").textContent())?.trim() ?? "";
  return { sourceId: /content_sources\/(\w+)\/edit/.exec(page.url())?.[1] ?? "", token, realtimeUrl };
}

/** Presses Save in the source's page until Engage shows what the other side can do. */
export async function saveSource(page: Page, sourceId: string): Promise<void> {
  await page.goto(`${admin}/content_sources/${sourceId}/edit`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#status")).toHaveText("ok");
  await expect(page.locator("#implemented-actions")).toContainText("messages");
}

/** Limits a webhook to one source. */
export async function filterWebhook(page: Page, webhook: string, source: string): Promise<void> {
  await page.goto(`${admin}/webhooks`);
  await page.getByRole("link", { name: webhook }).click();
  await expect(page.locator("#webhook-status")).toContainText("enabled");
  await page.getByLabel("Sources filtering strategy").selectOption({ label: "No sources except" });
  await page.getByRole("group", { name: "Sources", exact: true }).getByLabel(source, { exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/saved=/);
}

/** Ticks "Controlled identity" of the identity with this foreign id. */
export async function controlIdentity(page: Page, foreignId: string): Promise<void> {
  await page.goto(`${admin}/identities?controllable=on`);
  await page.getByRole("row", { name: foreignId }).getByRole("link").first().click();
  await page.getByLabel("Controlled identity").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/saved=/);
}

/** Opens the desk of an agent, and there a thread by our id of the conversation. */
export async function openThread(page: Page, agent: RegExp, conversationId: string): Promise<void> {
  await page.goto(`${product.sandboxUrl}/engage/desk`);
  const option = page.getByLabel("Agent").locator("option").filter({ hasText: agent });
  await page.getByLabel("Agent").selectOption((await option.getAttribute("value")) ?? "");
  await page.getByRole("button", { name: "Open the desk" }).click();
  await page.getByRole("searchbox", { name: "Search" }).fill(`foreign:"${conversationId}"`);
  await page.getByRole("button", { name: "Search" }).click();
  await page.locator(`[data-foreign-id="${conversationId}"]`).getByRole("link").click();
  await expect(page.locator("#transcript")).toBeVisible();
}

/** Takes the conversation if need be, and writes to the customer. */
export async function replyAsAgent(page: Page, text: string): Promise<void> {
  const take = page.locator("#take");
  if (await take.isVisible()) await take.click();
  await page.getByLabel("Reply", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("#transcript")).toContainText(text);
}

/** Ends the case as agents do: "Complete" in task mode, else "Close intervention". */
export const completeAsAgent = (page: Page): Promise<void> => page.locator("#close").click();
