import { expect, test, vi } from "vitest";
import { engageIds } from "../state/engage-ids.ts";
import { runDue } from "./run-due.ts";
import { engageDomain, type Received, receiver } from "./test-domain.ts";

type Envelope = { id: string; domain_id: string; events: Record<string, unknown>[] };

/** An endpoint that gives challenges back; `status` decides about deliveries, call by call. */
async function endpoint(status: (delivery: number) => number = () => 200) {
  let deliveries = 0;
  const { calls, url } = await receiver((call) => {
    if (call.method === "GET") return { body: call.url.searchParams.get("hub.challenge") ?? "" };
    deliveries += 1;
    return { status: status(deliveries) };
  });
  const posts = () => calls.filter((call) => call.method === "POST");
  const envelopes = (): Envelope[] => posts().map((call) => JSON.parse(call.bytes.toString("utf8")));
  const bodies = () =>
    envelopes().flatMap(({ events }) =>
      events.map((event) => (event.resource as { metadata: { body: string } }).metadata.body),
    );
  return { calls, url, posts, envelopes, bodies };
}

test("an address that gives the challenge back is told of events, with the secret in clear", async () => {
  const domain = await engageDomain();
  const hook = await endpoint();
  const webhook = domain.webhook(hook.url);
  await vi.waitFor(() => expect(webhook().status).toBe("enabled"));
  const [asked] = hook.calls;
  expect(Object.fromEntries(asked?.url.searchParams ?? [])).toEqual({
    "hub.mode": "subscribe",
    "hub.challenge": expect.stringMatching(/^[0-9a-f]{32}$/),
    "hub.verify_token": "verify-1",
  });
  const content = domain.write("m1");
  await vi.waitFor(() => expect(hook.posts()).toHaveLength(1));
  for (const call of hook.calls) expect(call.headers["x-dimelo-secret"]).toBe("hook-secret");
  const [envelope] = hook.envelopes();
  expect(envelope).toMatchObject({
    domain_id: engageIds.domain,
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
  });
  expect(envelope?.events).toMatchObject([
    {
      type: "content.imported",
      issued_at: expect.stringMatching(/\.\d{3}Z$/),
      resource: {
        type: "sdk/content",
        id: content.id,
        metadata: { foreign_id: "m1", thread_id: content.threadId },
      },
    },
  ]);
  expect(envelope?.events[0]).not.toHaveProperty("user_id");
});

test("without a secret there is no header", async () => {
  const domain = await engageDomain();
  const hook = await endpoint();
  domain.webhook(hook.url, { secret: "" });
  await vi.waitFor(() => expect(hook.calls).toHaveLength(1));
  expect(hook.calls[0]?.headers).not.toHaveProperty("x-dimelo-secret");
});

test.each<[string, (call: Received) => { status?: number; body?: string }]>([
  ["anything else than the challenge", () => ({ body: "ok" })],
  ["the challenge in quotes", ({ url }) => ({ body: JSON.stringify(url.searchParams.get("hub.challenge")) })],
  ["a line break after it", ({ url }) => ({ body: `${url.searchParams.get("hub.challenge")}\n` })],
  ["another 2xx", ({ url }) => ({ status: 202, body: url.searchParams.get("hub.challenge") ?? "" })],
])("%s in answer to the validation disables the webhook until somebody switches it on", async (_, answer) => {
  const domain = await engageDomain();
  const hook = await receiver(answer);
  const webhook = domain.webhook(hook.url);
  await vi.waitFor(() => expect(webhook()).toMatchObject({ status: "disabled", active: false }));
  domain.write("m1");
  runDue(domain.sandbox);
  await domain.sandbox.background.settled();
  expect(hook.calls).toHaveLength(1);
});

test("only what is subscribed and passes the filter of sources goes out", async () => {
  const domain = await engageDomain();
  const [named, others] = [await endpoint(), await endpoint()];
  const first = domain.webhook(named.url);
  const second = domain.webhook(others.url, { sourceStrategy: "all_except" });
  await vi.waitFor(() => expect([first().status, second().status]).toEqual(["enabled", "enabled"]));
  const partner = domain.engage.sources.get(engageIds.sources.partner);
  expect(partner).toBeDefined();
  domain.write("m1");
  domain.sandbox.engage.emit("event", {
    id: "0".repeat(24),
    type: "content.exported",
    userId: null,
    issuedAt: 0,
    sourceId: engageIds.sources.webchat,
    resource: { type: "sdk/content", id: "x", metadata: {} },
  });
  await domain.sandbox.background.settled();
  expect(named.posts()).toHaveLength(1);
  expect(others.posts()).toHaveLength(0);
});

test("a delivery that is not answered 200 comes again by the sandbox's clock, in the same envelope", async () => {
  const domain = await engageDomain();
  const hook = await endpoint((delivery) => (delivery < 3 ? 204 : 200));
  const webhook = domain.webhook(hook.url);
  await vi.waitFor(() => expect(webhook().status).toBe("enabled"));
  domain.write("m1");
  // The next try counts from the answer to this one.
  await domain.sandbox.background.settled();
  expect(hook.posts()).toHaveLength(1);
  for (const [seconds, posts] of [
    [31, 1],
    [2, 2],
    [239, 2],
    [2, 3],
    [8000, 3],
  ] as const) {
    domain.advance(seconds);
    runDue(domain.sandbox);
    await domain.sandbox.background.settled();
    expect([seconds, hook.posts().length]).toEqual([seconds, posts]);
  }
  expect(new Set(hook.posts().map((call) => call.bytes.toString("utf8"))).size).toBe(1);
});

test("after five retries a delivery is given up", async () => {
  const domain = await engageDomain();
  const hook = await endpoint(() => 500);
  const webhook = domain.webhook(hook.url);
  await vi.waitFor(() => expect(webhook().status).toBe("enabled"));
  domain.write("m1");
  for (let round = 0; round < 8; round += 1) {
    await domain.sandbox.background.settled();
    domain.advance(8000);
    runDue(domain.sandbox);
  }
  expect(hook.posts()).toHaveLength(6);
  expect(domain.engage.deliveries.list()).toMatchObject([
    { state: "given_up", attempts: 6, lastStatus: 500 },
  ]);
});

test("copies, order, batches and losses are as the switches say", async () => {
  const domain = await engageDomain({ engageWebhookHold: true, engageWebhookOrder: "reversed" });
  const hook = await endpoint();
  const webhook = domain.webhook(hook.url);
  await vi.waitFor(() => expect(webhook().status).toBe("enabled"));
  for (const id of ["m1", "m2", "m3"]) domain.write(id);
  await domain.sandbox.background.settled();
  expect(hook.posts()).toHaveLength(0);
  domain.store.setSetting("switches", { engageWebhookOrder: "reversed", engageWebhookCopies: 2 });
  await vi.waitFor(() => expect(hook.posts()).toHaveLength(6));
  expect(hook.bodies()).toEqual([3, 3, 2, 2, 1, 1].map((at) => `Text of m${at}`));
  expect(new Set(hook.envelopes().map(({ id }) => id)).size).toBe(3);

  domain.store.setSetting("switches", { engageWebhookHold: true, engageWebhookBatch: 2 });
  for (const id of ["m4", "m5", "m6"]) domain.write(id);
  domain.store.setSetting("switches", { engageWebhookOmit: "intervention.closed, content.imported" });
  domain.write("m7");
  await vi.waitFor(() => expect(hook.posts()).toHaveLength(8));
  expect(
    hook
      .envelopes()
      .slice(6)
      .map(({ events }) => events.length),
  ).toEqual([2, 1]);
});
