import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";

type Credentials = {
  cxone: Record<string, string>;
  cognigy: { endpointUrl: string };
};

const AGENT = 30103;
const DIGITAL_SKILL = 4606107;

/** What the console itself would ask the server, with the session of the page. */
async function ask<T>(page: Page, path: string, body?: unknown, method = body ? "POST" : "GET"): Promise<T> {
  const [status, answer] = await page.evaluate(
    async ([at, sent, how]) => {
      const response = await fetch(at as string, {
        method: how as string,
        ...(sent ? { headers: { "content-type": "application/json" }, body: JSON.stringify(sent) } : {}),
      });
      const text = await response.text();
      return [response.status, text ? JSON.parse(text) : null] as const;
    },
    [path, body, method] as const,
  );
  expect(status, `${method} ${path}: ${JSON.stringify(answer)}`).toBeLessThan(300);
  return answer as T;
}

const form = (path: string, fields: Record<string, string>) =>
  fetch(`${product.sandboxUrl}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

/** Everything round the bot as it is set up by hand: tenant, integration, skill, plan, default skill, permission. */
async function goLive(page: Page, id: string, credentials: Credentials): Promise<void> {
  const base = `/api/handovers/${id}`;
  const save = async (stepId: string, input: unknown) => {
    const setup = await ask<{ steps: { id: string; inputVersion: number }[] }>(page, `${base}/setup`);
    const version = setup.steps.find((step) => step.id === stepId)?.inputVersion ?? 0;
    await ask(page, `${base}/setup/${stepId}`, { input, version }, "PUT");
  };
  const { issuer, accessKeyId, clientId, dfoBaseUrl, accessKeySecret, clientSecret } = credentials.cxone;
  const connection = await ask<{ id: string }>(page, "/api/connections", {
    name: `Bots ${id.slice(0, 8)}`,
    settings: { issuer, accessKeyId, clientId, dfoBaseUrl },
    secrets: { accessKeySecret, clientSecret },
  });
  await save("connection", { connectionId: connection.id });
  const { secret } = await ask<{ secret: string }>(page, `${base}/setup/byoc/secret`, {});
  noteSecret(secret);
  const box = `${product.url}/handover/niceCxOne`;
  const added = await form("/cxone/console/byoc", {
    name: `Bots ${id}`,
    boxUrl: box,
    authorizationUrl: `${box}/${id}/auth/token`,
    addUrl: `${box}/add`,
    reconnectUrl: `${box}/reconnect`,
    removeUrl: `${box}/remove`,
    clientId: `patchbay-${id}`,
    clientSecret: secret,
  });
  const integrationId = new URL(added.headers.get("location") ?? "", product.url).searchParams.get("saved");
  await save("byoc", { integrationId });
  const agents = [{ agentId: AGENT, name: "Jonas" }];
  await save("skill", { mode: "pick", skillId: DIGITAL_SKILL, skillName: "Digital Support", agents });
  await save("settings", { onResolve: "restart" });
  const plan = await ask<{ id: string }>(page, `${base}/plan`, {});
  const run = await ask<{ id: string }>(page, `${base}/runs`, { planId: plan.id });
  await expect
    .poll(async () => (await ask<{ state: string }>(page, `/api/handovers/runs/${run.id}`)).state, {
      timeout: 60_000,
    })
    .toBe("done");
  const { channelId } = await ask<{ channelId: string }>(page, base);
  await form(`/cxone/console/points-of-contact/${channelId}`, {
    defaultSkillId: String(DIGITAL_SKILL),
    studioScript: `Cognigy\\Cognigy Handover Script ${id}`,
  });
  await form(`/cxone/console/roles/3/channels/${channelId}`, { permission: "Send Replies" });
  await form("/cxone/console/agent/launch", { agentId: String(AGENT) });
  await form(`/cxone/console/agent/${AGENT}/state`, { state: "Available" });
}

test("a Cognigy bot hands over, the visitor cancels, asks again, and is given back by the agent", async ({
  page,
  openWindow,
  signIn,
}) => {
  const credentials = (await (await fetch(`${product.sandboxUrl}/credentials.json`)).json()) as Credentials;
  const { endpointUrl } = credentials.cognigy;
  noteSecret(endpointUrl.split("/").at(-1) ?? "");

  await signIn(page);
  const name = `Cognigy ${randomUUID().slice(0, 6)}`;
  const { id } = await ask<{ id: string }>(page, "/api/handovers", { name });
  await page.goto(`${product.url}/handovers/${id}/setup/bot`);
  await page.getByLabel(/^Cognigy\.AI/).check();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByLabel("Endpoint URL", { exact: true }).fill("https://endpoint.example/");
  await page.getByRole("button", { name: "Save and test the bot" }).click();
  await expect(page.getByText("ends with a token").first()).toBeVisible();
  await page.getByLabel("Endpoint URL", { exact: true }).fill(endpointUrl);
  await page.getByRole("button", { name: "Save and test the bot" }).click();
  await expect(page.getByText(/^“.+” after \d+ ms\.$/)).toBeVisible();
  await expect(page.getByText(endpointUrl)).toHaveCount(0);

  await goLive(page, id, credentials);
  await page.goto(`${product.url}/handovers/${id}/setup/settings`);
  await expect(page.getByRole("radio", { name: /^Bot starts over/ })).toBeChecked();
  await expectAccessible(page);
  await expectFitsPhone(page);

  const visitor = await openWindow();
  await visitor.setViewportSize({ width: 390, height: 844 });
  await visitor.goto(`${product.url}/chat/${id}`);
  const log = visitor.getByRole("log");
  const write = async (text: string) => {
    await visitor.getByRole("textbox").fill(text);
    await visitor.keyboard.press("Enter");
  };
  await write("buttons");
  await visitor.getByRole("button", { name: "Invoice" }).click();
  await expect(log).toContainText("You said: Invoice");
  await expect(visitor.getByRole("button", { name: "Order" })).toHaveCount(0);
  await expectAccessible(visitor);

  await write("human");
  await expect(log).toContainText("I am connecting you to a colleague");
  await write("cancel");
  await expect(log).toContainText("Your request for a colleague was cancelled.");
  await write("are you back?");
  await expect(log).toContainText("You said: are you back?");

  await write("human array");
  await expect(visitor.getByText("Waiting for a human")).toBeVisible();
  const desk = await openWindow();
  await desk.goto(`${product.sandboxUrl}/cxone/console/agent/${AGENT}`);
  await desk
    .getByRole("button", { name: /^Accept case/ })
    .last()
    .click();
  await expect(desk.locator("#transcript")).toContainText("are you back?");
  await desk.getByLabel("Reply", { exact: true }).fill("Here I am");
  await desk.locator("#send").click();
  await expect(log).toContainText("Here I am");
  await write("thanks, cancel");
  await expect(desk.locator("#transcript")).toContainText("thanks, cancel");
  await expect(log).not.toContainText("You said: thanks");
  await desk.locator("#close").click();
  await expect(log).toContainText("The bot is back.");
  await write("hello again");
  await expect(log).toContainText("You said: hello again");
});
