import { afterAll, beforeAll, expect, test } from "vitest";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { sha256 } from "./bearer.ts";
import { type Listening, listenBridge, makeHandover, post, type TestHandover } from "./test-bridge.ts";

withTestDatabase();

let bridge: Listening;
let handover: TestHandover;

beforeAll(async () => {
  bridge = await listenBridge({ pool: pool() });
  handover = await makeHandover();
});
afterAll(() => bridge.close());

const address = (providerId = handover.providerId) =>
  `${bridge.url}/handover/niceCxOne/${providerId}/auth/token`;
const good = () => ({
  client_id: handover.clientId,
  client_secret: handover.clientSecret,
  grant_type: "client_credentials",
});
const form = "application/x-www-form-urlencoded";

test.each([
  ["JSON", () => ({ body: JSON.stringify(good()), headers: {} })],
  ["JSON called a form", () => ({ body: JSON.stringify(good()), headers: { "content-type": form } })],
  ["a form", () => ({ body: String(new URLSearchParams(good())), headers: { "content-type": form } })],
  [
    "Basic and a form",
    () => ({
      body: "grant_type=client_credentials",
      headers: {
        "content-type": form,
        authorization: `Basic ${Buffer.from(`${handover.clientId}:${handover.clientSecret}`).toString("base64")}`,
      },
    }),
  ],
])("credentials in %s give a token of which only the hash is kept", async (_how, make) => {
  const { body, headers } = make();
  const answer = await post(address(), body, headers as Record<string, string>);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
  const token = String(answer.body.access_token);
  const row = await db().bridgeToken.findUnique({ where: { tokenHash: sha256(token) } });
  expect(row?.providerId).toBe(handover.providerId);
  const everything = await db().$queryRaw<{ text: string }[]>`SELECT b::text AS text FROM bridge_token b`;
  expect(everything.map((one) => one.text).join()).not.toContain(token);
});

test("a wrong secret, a wrong client and an unknown provider get the same answer", async () => {
  const answers = await Promise.all([
    post(address(), { ...good(), client_secret: "wrong" }),
    post(address(), { ...good(), client_id: "wrong" }),
    post(address("0".repeat(24)), good()),
    post(address("nonsense"), good()),
  ]);
  for (const answer of answers) {
    expect([answer.status, answer.body]).toEqual([401, { error: "invalid_client" }]);
  }
});

test("another grant is refused by name", async () => {
  const answer = await post(address(), { ...good(), grant_type: "password" });
  expect([answer.status, answer.body]).toEqual([400, { error: "unsupported_grant_type" }]);
});

test("guessing is slowed down, and only for the guesser's handover", async () => {
  const other = await makeHandover();
  const wrong = { client_id: other.clientId, client_secret: "guess", grant_type: "client_credentials" };
  const answers = [];
  for (let guess = 0; guess < 31; guess++) answers.push(await post(address(other.providerId), wrong));
  expect(answers.at(-1)?.status).toBe(429);
  expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await post(address(), good())).status).toBe(200);
});
