import { expect, test } from "vitest";
import { runDue } from "./run-due.ts";
import { sdkSignature } from "./sdk-signature.ts";
import { engageDomain, goodSource, receiver, sdkCalls } from "./test-domain.ts";

const token = "source-token";

/** A domain whose source is answered by a receiver, asked once what it can do. */
async function connected(
  more: Parameters<Awaited<ReturnType<typeof engageDomain>>["connect"]>[1] = {},
  switches: Parameters<typeof engageDomain>[0] = {},
) {
  const domain = await engageDomain(switches);
  const ours = await goodSource(token);
  domain.connect(ours.url, more);
  await domain.sandbox.background.settled();
  return { domain, ours, actions: () => sdkCalls(ours.calls).map((call) => call.action) };
}

test("a saved source is asked what it can do, signed over the bytes that arrive", async () => {
  const { domain, ours } = await connected();
  const [call] = ours.calls;
  expect(call?.bytes.toString()).toMatch(
    /^\{"action":"implementation\.info","time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}$/,
  );
  expect(call?.headers["x-smccsdk-signature"]).toBe(sdkSignature(call?.bytes ?? "", token));
  expect(domain.source()).toMatchObject({ status: "ok", errorMessage: null });
  expect(domain.source().implementation?.objects.messages).toContain("reply");
});

test("with Alternative signature ticked the signature is in the address and in no header", async () => {
  const { ours } = await connected({ alternativeSignature: true });
  const [call] = ours.calls;
  expect(call?.url.searchParams.get("signature")).toBe(sdkSignature(call?.bytes ?? "", token));
  expect(call?.headers).not.toHaveProperty("x-smccsdk-signature");
});

test.each<[string, (body: string) => { status?: number; body: string; headers?: Record<string, string> }]>([
  ["the answer is not signed", (body) => ({ body })],
  ["the signature of the answer is wrong", (body) => ({ body, headers: { "x-smccsdk-signature": "00" } })],
  ["answered 422: Invalid action", () => ({ status: 422, body: "Invalid action" })],
  ["the answer has no objects", () => signed('{"options":[]}')],
  ["the answer is not JSON", () => signed("<html>")],
])("nothing else is sent to a source when implementation.info fails: %s", async (reason, answer) => {
  const domain = await engageDomain();
  const ours = await receiver(() => answer('{"objects":{"messages":["create","reply"]}}'));
  domain.connect(ours.url);
  await domain.sandbox.background.settled();
  expect(domain.source()).toMatchObject({
    status: "error",
    errorMessage: `implementation.info: ${reason}`,
    implementation: null,
  });
  domain.advance(60);
  runDue(domain.sandbox);
  await domain.sandbox.background.settled();
  expect(new Set(sdkCalls(ours.calls).map((call) => call.action))).toEqual(new Set(["implementation.info"]));
});

function signed(body: string) {
  return { body, headers: { "X-SMCCSDK-SIGNATURE": sdkSignature(body, token) } };
}

test("without Verify signature an unsigned answer will do", async () => {
  const domain = await engageDomain();
  const ours = await receiver(() => ({ body: '{"objects":{"messages":["create"]}}' }));
  domain.connect(ours.url, { verifySignature: false });
  await domain.sandbox.background.settled();
  expect(domain.source().status).toBe("ok");
});

test("a run comes about every minute of the sandbox's clock and begins with implementation.info", async () => {
  const { domain, actions } = await connected();
  runDue(domain.sandbox);
  await domain.sandbox.background.settled();
  expect(actions()).toEqual(["implementation.info"]);
  for (let round = 0; round < 2; round += 1) {
    domain.advance(61);
    runDue(domain.sandbox);
    await domain.sandbox.background.settled();
  }
  const run = ["implementation.info", "threads.list", "messages.list"];
  expect(actions()).toEqual(["implementation.info", ...run, ...run]);
});

test("what a list answers is imported from the oldest on, and the next list starts after the newest", async () => {
  const now = new Date().toISOString();
  const author = { id: "visitor-9", screenname: "Lee", created_at: now, updated_at: now };
  const message = (id: string) => ({ id, thread_id: "chat-9", body: id, author, created_at: now });
  const domain = await engageDomain();
  const ours = await goodSource(token, {
    "messages.list": (call) => (call.params.since_id === undefined ? [message("m2"), message("m1")] : []),
  });
  domain.connect(ours.url);
  await domain.sandbox.background.settled();
  for (let round = 0; round < 2; round += 1) {
    domain.advance(61);
    runDue(domain.sandbox);
    await domain.sandbox.background.settled();
  }
  expect(domain.engage.contents.list().map((row) => row.foreignId)).toEqual(["m1", "m2"]);
  const lists = sdkCalls(ours.calls).filter((call) => call.action === "messages.list");
  expect(lists.map((call) => call.params)).toEqual([{}, { since_id: "m2" }]);
});
