import { randomUUID } from "node:crypto";
import { expect, expectAccessible, expectFitsPhone, noteSecret, product, test } from "./fixtures.ts";
import { askAsAdmin, connectionTo, setUpHandover } from "./scene.ts";

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
  const ask = await askAsAdmin(page);
  const connection = await connectionTo(product.sandboxUrl, `Deliveries ${randomUUID().slice(0, 6)}`);
  const { id } = await ask("POST", "/api/connections", connection);
  const { handoverId } = await setUpHandover(ask, id, product.sandboxUrl);
  const visitor = await newVisitor(handoverId);
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
