import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { type TestTenant, testTenant } from "../test-tenant.ts";

async function cognigy(tenant: TestTenant) {
  const { cognigy: bot } = (await tenant.raw("/credentials.json?system=cognigy")).body as {
    cognigy: { endpointUrl: string };
  };
  return (body: unknown) => tenant.raw(bot.endpointUrl, { method: "POST", body: JSON.stringify(body) });
}
const said = (text: string) => ({ userId: "u1", sessionId: "s1", text, data: {} });
const attributes = { topic: "billing", customerTier: "gold", orderNumber: "A-1042" };

test("the Cognigy endpoint answers a stack of outputs and names user and session", async () => {
  const say = await cognigy(await testTenant());
  expect(await say(said("Where is my parcel?"))).toMatchObject({
    status: 200,
    body: {
      text: 'You said: Where is my parcel? Write "human" to talk to a person.',
      data: {},
      outputStack: [
        { text: "You said: Where is my parcel?", data: {}, source: "bot", disableSensitiveLogging: false },
        { text: 'Write "human" to talk to a person.', traceId: expect.any(String) },
      ],
      userId: "u1",
      sessionId: "s1",
    },
  });
  expect((await say(said("silent"))).body).toMatchObject({ text: null, outputStack: [] });
  expect((await say(said("buttons"))).body).toMatchObject({
    outputStack: [
      { text: null, data: { _cognigy: { _default: { _quickReplies: { quickReplies: [{}, {}, {}] } } } } },
    ],
  });
});

test.each([
  ["human", attributes],
  ["agent please, string", JSON.stringify(attributes)],
  ["human array", Object.entries(attributes).map(([key, value]) => ({ key, value }))],
])("%j asks for a person with its attributes", async (text, customAttributes) => {
  const say = await cognigy(await testTenant());
  const { outputStack } = (await say(said(text))).body as { outputStack: { data: unknown }[] };
  expect(outputStack.at(-1)).toMatchObject({ text: null, data: { handover: true, customAttributes } });
});

test("the shape of handover and attributes follows the switches", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { cognigyHandover: "nested", handoverAttributes: "string" });
  const { outputStack } = (await (await cognigy(tenant))(said("human"))).body as {
    outputStack: { data: unknown }[];
  };
  expect(outputStack.at(-1)?.data).toEqual({
    _cognigy: { _handover: { customAttributes: JSON.stringify(attributes) } },
  });
});

test("an unknown token and a missing session are refused, and faults apply", async () => {
  const tenant = await testTenant();
  const say = await cognigy(tenant);
  expect((await say({ text: "Hello" })).status).toBe(400);
  expect(
    (await tenant.raw("/cognigy/other", { method: "POST", body: JSON.stringify(said("Hello")) })).status,
  ).toBe(404);
  await tenant.control("POST", "/faults", { system: "cognigy", times: 1, status: 502 });
  expect((await say(said("Hello"))).status).toBe(502);
  expect((await say(said("Hello"))).status).toBe(200);
});

async function webhook(tenant: TestTenant, secret = "correct horse") {
  const { url } = (await tenant.control("POST", "/webhook-bot", { secret })).body as { url: string };
  const sign = (body: string, at: number, key: string) =>
    createHmac("sha256", key).update(`${at}.${body}`).digest("hex");
  return (text: string, change: { key?: string; at?: number; header?: string } = {}) => {
    const body = JSON.stringify({ text });
    const at = change.at ?? Math.floor(Date.now() / 1000);
    const header = change.header ?? `t=${at},v1=${sign(body, at, change.key ?? secret)}`;
    return tenant.raw(url, { method: "POST", headers: { "x-patchbay-signature": header }, body });
  };
}

test("a signed webhook is answered with messages, and with a handover when one is asked for", async () => {
  const say = await webhook(await testTenant());
  expect(await say("Hello")).toMatchObject({
    status: 200,
    body: { messages: [{ text: "You said: Hello" }, {}] },
  });
  expect((await say("Hello")).body).not.toHaveProperty("handover");
  expect((await say("human")).body).toMatchObject({ handover: { attributes } });
});

test.each([
  ["another secret", { key: "wrong" }],
  ["a time six minutes ago", { at: Math.floor(Date.now() / 1000) - 360 }],
  ["no signature", { header: "t=1" }],
  ["something else", { header: "v1=zz,t=now" }],
])("a webhook signed with %s is refused", async (_what, change) => {
  const say = await webhook(await testTenant());
  expect(await say("Hello", change)).toMatchObject({ status: 401, body: { error: expect.any(String) } });
});

test("while a secret is changed, one signature that fits is enough", async () => {
  const tenant = await testTenant();
  const say = await webhook(tenant);
  const at = Math.floor(Date.now() / 1000);
  const good = createHmac("sha256", "correct horse").update(`${at}.{"text":"Hello"}`).digest("hex");
  expect((await say("Hello", { header: `t=${at},v1=${"0".repeat(64)},v1=${good}` })).status).toBe(200);
  expect((await tenant.control("POST", "/webhook-bot", {})).status).toBe(400);
  expect((await tenant.raw("/webhook-bot/none", { method: "POST", body: "{}" })).status).toBe(404);
});
