import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

type Answer<T> = { status: number; body: T };

/** Asks the console's own routes as the person who is signed in on the page. */
async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([method, path, body]): Promise<Answer<unknown>> => {
      const headers = { "content-type": "application/json" };
      const sent = method === "GET" ? {} : { headers, body: JSON.stringify(body ?? {}) };
      const response = await fetch(path as string, { method: method as string, ...sent });
      return { status: response.status, body: await response.json() };
    },
    [method, path, body] as const,
  );
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body as T;
}

/** A handover that is set up, without the wizard: what its pages do is tried elsewhere. */
async function setUpHandover(page: Page): Promise<string> {
  const mark = randomUUID().slice(0, 6);
  const { cxone } = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as {
    cxone: Record<string, string>;
  };
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret = "", clientSecret = "" } = cxone;
  noteSecret(accessKeySecret);
  noteSecret(clientSecret);
  const connection = await ask<{ id: string }>(page, "POST", "/api/connections", {
    name: `Deliveries ${mark}`,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret, clientSecret },
  });
  const name = `Inbox ${mark}`;
  const { id } = await ask<{ id: string }>(page, "POST", "/api/handovers", {
    name,
    platformIntegrated: false,
  });
  const save = (step: string, input: object) =>
    ask(page, "PUT", `/api/handovers/${id}/setup/${step}`, { input, version: 0 });
  await save("bot", { adapter: "demo" });
  await save("connection", { connectionId: connection.id });
  const { secret } = await ask<{ secret: string }>(page, "POST", `/api/handovers/${id}/setup/byoc/secret`);
  noteSecret(secret);
  await save("byoc", { integrationId: await addIntegration(`Patchbay ${name}`, id, secret) });
  await save("skill", {
    mode: "create",
    skillName: `Inbox_${mark}`,
    campaignId: 310001,
    campaignName: "Default Campaign",
    agents: [{ agentId: 30103, name: "Noor" }],
  });
  await save("settings", {});
  const plan = await ask<{ id: string }>(page, "POST", `/api/handovers/${id}/plan`, { intent: "apply" });
  const run = await ask<{ id: string }>(page, "POST", `/api/handovers/${id}/runs`, { planId: plan.id });
  await expect
    .poll(async () => (await ask<{ state: string }>(page, "GET", `/api/handovers/runs/${run.id}`)).state, {
      timeout: 60_000,
    })
    .toBe("done");
  return id;
}

async function addIntegration(name: string, providerId: string, clientSecret: string): Promise<string> {
  const box = `${product.url}/handover/niceCxOne`;
  const fields = {
    name,
    boxUrl: box,
    authorizationUrl: `${box}/${providerId}/auth/token`,
    addUrl: `${box}/add`,
    reconnectUrl: `${box}/reconnect`,
    removeUrl: `${box}/remove`,
    clientId: "any",
    clientSecret,
  };
  const saved = await fetch(`${product.sandboxUrl}/cxone/console/byoc`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return new URL(saved.headers.get("location") ?? "", product.sandboxUrl).searchParams.get("saved") ?? "";
}

/** A visitor at the webchat, by its HTTP interface. */
async function newVisitor(providerId: string) {
  const base = `${product.url}/handover/webchat/${providerId}/conversations`;
  const send = async (url: string, body: object, token?: string) => {
    const headers = {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.json();
  };
  const { conversationId, visitorToken } = await send(base, { visitorName: "Kim" });
  noteSecret(visitorToken);
  const at = `${base}/${conversationId}`;
  const headers = { authorization: `Bearer ${visitorToken}` };
  return {
    conversationId: conversationId as string,
    say: (text: string) => send(`${at}/messages`, { id: randomUUID(), text }, visitorToken),
    askForHuman: () => send(`${at}/actions`, { id: randomUUID(), action: "request_human" }, visitorToken),
    read: async () =>
      (await (await fetch(`${at}/messages`, { headers })).json()) as { state: string; stuck: boolean },
  };
}

test("a failing delivery is parked, seen, repaired and replayed", async ({ page, signIn }) => {
  await signIn(page);
  const visitor = await newVisitor(await setUpHandover(page));
  await visitor.askForHuman();
  await expect.poll(async () => (await visitor.read()).state).toBe("queued");

  // CXone refuses three times; then the fault is gone, as if somebody had mended the channel.
  const fault = {
    system: "cxone",
    method: "POST",
    pathPattern: "/messages$",
    times: 3,
    status: 400,
    body: { error: "off" },
  };
  await fetch(`${product.sandboxUrl}/control/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
  await visitor.say("Where is my order 4711?");
  await expect.poll(async () => (await visitor.read()).stuck, { timeout: 30_000 }).toBe(true);

  await page.goto(`${product.url}/conversations/${visitor.conversationId}`);
  await page.getByRole("link", { name: "Open what is stuck" }).click();
  await expect(page).toHaveURL(/activity\/deliveries\?q=cnv_/);
  const row = page.getByRole("row", { name: /Message of the visitor/ });
  await expect(row).toContainText("Parked");
  await expectAccessible(page);
  await row.getByRole("link").click();

  await expect(page.getByRole("heading", { level: 1, name: "Message of the visitor" })).toBeVisible();
  await expect(page.getByText("Its conversation is parked")).toBeVisible();
  await expect(page.getByText("Where is my order 4711?")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  const address = page.url();

  // What the vendor said stands in the request log, and leads back.
  await page.getByRole("link", { name: "In the request log" }).click();
  await page.getByRole("row", { name: /400/ }).first().getByRole("link").click();
  await expect(page.getByText("As curl, without secrets")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole("link", { name: /^Delivery \d+$/ }).click();
  await expect(page).toHaveURL(address);

  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => (await visitor.read()).stuck).toBe(false);
  await expect(page.getByText("Asked for by", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Force a replay" })).toBeVisible();
});

test("a refused call is in the inbox with its reason, and nothing of its secret", async ({
  page,
  signIn,
}) => {
  await signIn(page);
  const secret = `canary-refused-${randomUUID()}`;
  noteSecret(secret);
  const clientId = `stranger-${randomUUID().slice(0, 8)}`;
  await fetch(`${product.url}/handover/niceCxOne/${"f".repeat(24)}/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ grant_type: "client_credentials", client_id: clientId, client_secret: secret }),
  });
  await expect(async () => {
    await page.goto(`${product.url}/activity/deliveries?verdict=unknown_provider`);
    await page
      .getByRole("row", { name: /Unknown handover/ })
      .first()
      .getByRole("link")
      .click({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText(clientId)).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
});
