import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import {
  addSource,
  completeAsAgent,
  controlIdentity,
  filterWebhook,
  openThread,
  replyAsAgent,
  saveSource,
} from "./engage-admin.ts";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";
import { askAsAdmin } from "./scene.ts";

const ORDER = "My order 4711 has not arrived";

/** The value that a guided step gives to copy. */
const guideValue = async (page: Page, label: string): Promise<string> =>
  (await page
    .locator("dl div", { has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) })
    .locator("code")
    .first()
    .textContent()) ?? "";

/** Runs a step's checks and waits for their end. */
async function runChecks(page: Page): Promise<void> {
  const done = page.waitForResponse(
    (answer) => answer.url().endsWith("/checks") && answer.request().method() === "POST",
  );
  await page.getByRole("button", { name: "Run checks" }).click();
  await done;
}

test("from a name to an agent of RingCentral Engage and back to the bot", async ({
  page,
  openWindow,
  signIn,
}) => {
  const mark = randomUUID().slice(0, 6);
  const name = `Chat ${mark}`;
  const { engage } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    engage: { apiToken: string };
  };
  noteSecret(engage.apiToken);
  const typed: string[] = [];
  const fill = async (label: string, text: string) => {
    typed.push(label);
    await page.getByLabel(new RegExp(`^${label}( \\(optional\\))?$`)).fill(text);
  };
  const heading = (title: string) =>
    expect(page.getByRole("heading", { level: 1, name: title, exact: true })).toBeVisible();
  const next = () => page.getByRole("button", { name: "Save and continue" }).click();
  const looksRight = async () => {
    await expectAccessible(page);
    await expectFitsPhone(page);
  };

  await signIn(page);
  await page.goto(`${product.url}/handovers/new`);
  await page.getByRole("radio", { name: /RingCentral Engage/ }).check();
  // E-02.
  await expect(page.getByText(/in beta at Cognigy, from version 4\.97 on/)).toBeVisible();
  await looksRight();
  await fill("Name", name);
  await next();
  await heading("Bot");
  await next();

  await heading("Connection");
  const another = page.getByRole("button", { name: "Connect another account" });
  const domain = page.getByLabel("Engage domain", { exact: true });
  await expect(another.or(domain)).toBeVisible();
  if (await another.isVisible()) await another.click();
  await page.getByText("Paste all credentials at once").click();
  // Domain and token, pasted together.
  typed.push("Engage domain", "API access token");
  await page.getByLabel("Credentials as JSON", { exact: true }).fill(JSON.stringify({ engage }));
  await page.getByLabel("Name", { exact: true }).fill(`Engage ${mark}`);
  await looksRight();
  await page.getByRole("button", { name: "Check and connect" }).click();

  await heading("Community");
  await page.getByRole("radio", { name: /Acme chat/ }).check();
  await looksRight();
  await next();
  await heading("Categories");
  await looksRight();
  await next();

  await heading("Source");
  await looksRight();
  const engagePage = await openWindow();
  const baseUri = await guideValue(page, "Base URI");
  const source = await addSource(engagePage, { name, community: "Acme chat", baseUri });
  // A source that nobody was given shows in no list: its address names it, and lets the token's agent in.
  await page.getByText("The source is not in the list").click();
  await fill("Realtime endpoint URL", source.realtimeUrl.replace(source.sourceId, "0".repeat(24)));
  await page.getByRole("button", { name: "Give the agent access and choose it" }).click();
  await expect(page.getByText(/Engage knows no source of this address/).first()).toBeVisible();
  typed.pop();
  await fill("Realtime endpoint URL", source.realtimeUrl);
  await page.getByRole("button", { name: "Give the agent access and choose it" }).click();
  await expect(page.getByRole("radio", { name: new RegExp(name) })).toBeChecked();
  // The token of the connection instead of the source's own: told apart, and nothing typed is lost.
  await page.getByLabel("Realtime access token", { exact: true }).fill(engage.apiToken);
  await next();
  await expect(page.getByText(/The source has one of its own/).first()).toBeVisible();
  await fill("Realtime access token", source.token);
  await next();
  await heading("Default category");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  // Engage asks again what the other side can do, now that its calls can be told to be genuine.
  await saveSource(engagePage, source.sourceId);

  await heading("Agents");
  await page.getByRole("checkbox", { name: /Ines Ferreira/ }).check();
  await page.getByRole("checkbox", { name: /Malik Diop/ }).check();
  await looksRight();
  await next();
  await heading("Webhook");
  await looksRight();
  await next();

  await heading("Identities");
  await looksRight();
  for (const label of ["ID of the bot", "ID of the agents"])
    await controlIdentity(engagePage, await guideValue(page, label));
  await page.getByRole("button", { name: /^It is done in / }).click();
  await expect(page.getByText("Ticked as done")).toBeVisible();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await heading("Folder");
  await next();
  await heading("Handover settings");
  // E-70 in Engage's own words, with what each choice means there.
  await expect(page.getByText(/Forward Only Handover Conversations: Engage gets nothing/)).toBeVisible();
  await looksRight();
  await page.getByLabel("Display agent details").check();
  await next();

  await heading("Review and apply");
  const apply = page.getByRole("button", { name: /^Apply \d+ changes$/ });
  await expect(apply).toBeVisible();
  await looksRight();
  await apply.click();
  await page.waitForURL(/\/runs\//);
  await expect(page.getByText("Everything is applied")).toBeVisible({ timeout: 60_000 });
  await looksRight();
  await page.getByRole("link", { name: "Continue the set-up" }).click();

  await heading("Source filter");
  await looksRight();
  await filterWebhook(engagePage, await guideValue(page, "Webhook"), name);
  await page.getByRole("button", { name: /^It is done in / }).click();
  await expect(page.getByText("Ticked as done")).toBeVisible();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await heading("Test");
  await looksRight();

  // The visitor, on a phone.
  const visitor = await openWindow();
  await visitor.setViewportSize({ width: 390, height: 844 });
  const started = visitor.waitForResponse(
    (answer) => answer.url().endsWith("/conversations") && answer.request().method() === "POST",
  );
  await visitor.goto((await page.getByRole("link", { name: /Open webchat/ }).getAttribute("href")) ?? "");
  const { conversationId } = (await (await started).json()) as { conversationId: string };
  const log = visitor.getByRole("log");
  const write = async (text: string) => {
    await visitor.getByRole("textbox").fill(text);
    await visitor.keyboard.press("Enter");
  };
  await write(ORDER);
  await write("human");
  await expect(log).toContainText("I am connecting you to a colleague");
  await expectAccessible(visitor);

  // The agent, at the desk of Engage.
  const desk = engagePage;
  await openThread(desk, /Ines Ferreira/, conversationId);
  await expect(desk.locator("#transcript")).toContainText(ORDER);
  const reply = `It left the depot <this> morning & arrives tomorrow, ${mark}`;
  await replyAsAgent(desk, reply);
  await expect(log).toContainText(reply);
  await write("Thank you, goodbye");
  await expect(desk.locator("#transcript")).toContainText("Thank you, goodbye");
  await completeAsAgent(desk);
  await expect(log).toContainText(/ended|left|closed/i);
  await write("Are you a bot again?");
  await expect(log.getByText("Demo bot").last()).toBeVisible();

  await runChecks(page);
  await expect(page.getByText("The line works")).toBeVisible();
  await page.getByRole("link", { name: "Go to the handover" }).click();
  await heading(name);
  await expect(page.getByText("Live").first()).toBeVisible();
  await looksRight();

  await page.goto(`${product.url}/conversations?centre=engage`);
  await expect(page.getByRole("cell", { name: "RingCentral Engage" }).first()).toBeVisible();
  await looksRight();

  // A bot of a CXone handover moves here, and whoever comes to its old address follows it.
  const ask = await askAsAdmin(page);
  const old = await ask("POST", "/api/handovers", { name: `Old ${mark}` });
  await page.goto(`${product.url}/handovers/${old.id}/move`);
  await page.getByRole("radio", { name: new RegExp(name) }).check();
  await expect(page.getByText(`${name} gets the bot with its secrets`)).toBeVisible();
  await looksRight();
  await page.getByRole("button", { name: "Move bot" }).click();
  await heading(name);
  const follows = await openWindow();
  const begun = follows.waitForResponse(
    (answer) => answer.url().endsWith("/conversations") && answer.request().method() === "POST",
  );
  await follows.goto(`${product.url}/chat/${old.id}`);
  const { providerId } = (await (await begun).json()) as { providerId: string };
  expect(page.url()).toContain(providerId);
  await page.goto(`${product.url}/handovers/${old.id}`);
  await expect(page.getByText(`The bot has moved to ${name}`)).toBeVisible();
  await page.getByRole("button", { name: "Take visitors back" }).click();
  await expect(page.getByText(`The bot has moved to ${name}`)).toHaveCount(0);

  expect(typed).toEqual([
    "Name",
    "Engage domain",
    "API access token",
    "Realtime endpoint URL",
    "Realtime access token",
  ]);
});
