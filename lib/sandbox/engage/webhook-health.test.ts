import { expect, test, vi } from "vitest";
import { runDue } from "./run-due.ts";
import { engageDomain, receiver } from "./test-domain.ts";

/** An endpoint whose health a test decides. */
async function patient() {
  let isWell = true;
  const { calls, url } = await receiver((call) => {
    if (call.method === "GET")
      return { status: isWell ? 200 : 503, body: call.url.searchParams.get("hub.challenge") ?? "" };
    return { status: isWell ? 200 : 503 };
  });
  const be = (well: boolean) => {
    isWell = well;
  };
  return { calls, url, be };
}

test("ten failures in a row disable the webhook, and what waited for it is lost", async () => {
  const domain = await engageDomain();
  const hook = await patient();
  const webhook = domain.webhook(hook.url);
  await vi.waitFor(() => expect(webhook().status).toBe("enabled"));
  hook.be(false);
  for (let at = 0; at < 12; at += 1) domain.write(`m${at}`);
  await vi.waitFor(() => expect(webhook()).toMatchObject({ status: "disabled", active: false }));
  expect(hook.calls.filter((call) => call.method === "POST")).toHaveLength(10);
  expect(new Set(domain.engage.deliveries.list().map((row) => row.state))).toEqual(new Set(["given_up"]));
  hook.be(true);
  domain.advance(100_000);
  runDue(domain.sandbox);
  await domain.sandbox.background.settled();
  expect(hook.calls.filter((call) => call.method === "POST")).toHaveLength(10);
});

test("above the error rate a webhook is suspended, asked again later, and restored with what has waited", async () => {
  const domain = await engageDomain({ engageWebhookDisableAfter: 0 });
  const hook = await patient();
  const webhook = domain.webhook(hook.url);
  await vi.waitFor(() => expect(webhook().status).toBe("enabled"));
  for (let at = 0; at < 5; at += 1) domain.write(`good-${at}`);
  await domain.sandbox.background.settled();
  hook.be(false);
  for (let at = 0; at < 20; at += 1) domain.write(`bad-${at}`);
  await vi.waitFor(() => expect(webhook()).toMatchObject({ status: "suspended", active: true }));
  const sent = () => hook.calls.filter((call) => call.method === "POST").length;
  expect(sent()).toBe(20);
  domain.advance(301);
  runDue(domain.sandbox);
  await domain.sandbox.background.settled();
  expect([webhook().status, sent()]).toEqual(["suspended", 20]);
  hook.be(true);
  domain.advance(301);
  runDue(domain.sandbox);
  await vi.waitFor(() => expect(webhook().status).toBe("enabled"));
  await vi.waitFor(() =>
    expect(domain.engage.deliveries.list().filter((row) => row.state === "delivered")).toHaveLength(25),
  );
});
