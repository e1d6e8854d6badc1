import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { lookAtChannel, trafficOf } from "./channel-traffic.ts";
import type { CxoneClient } from "./client.ts";
import { startTestTenant, type TestTenant } from "./start-test-tenant.ts";

let tenant: TestTenant;
let client: CxoneClient;
beforeAll(async () => {
  tenant = await startTestTenant(startSandbox);
});
beforeEach(async () => {
  await tenant.reset();
  ({ client } = await tenant.signIn());
});
afterAll(() => tenant.close());

/** What CXone answers once for a path, in its own shapes. */
const answers = (pathPattern: string, body: unknown, status = 200) =>
  tenant.fault({
    system: "cxone",
    pathPattern,
    times: 1,
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const contact = (id: number, statusUpdatedAt: string, channelId = "email_1") => ({
  id,
  channelId,
  status: "open",
  statusUpdatedAt,
});
const message = (direction: string, at: Record<string, unknown>) => ({ id: "m", direction, ...at });

test("the newest of each way is found whatever the order, and what has no time counts for nothing", async () => {
  // Oldest first, one row of another channel, one contact that is gone by the time it is asked for.
  await answers("/contacts$", {
    hits: 900,
    data: [
      contact(1, "2026-11-20T10:00:00+00:00"),
      contact(2, "2026-11-21T10:00:00+00:00"),
      contact(3, ""),
      contact(9, "2026-11-21T12:00:00+00:00", "email_other"),
    ],
  });
  await answers("/contacts/1/messages", {
    data: [message("inbound", { createdAt: "2026-11-21T11:00:00+00:00" }), message("outbound", {})],
  });
  await answers("/contacts/2/messages", [
    message("inbound", { createdAtWithMilliseconds: "2026-11-21T10:59:59.999Z" }),
    message("outbound", { createdAtWithMilliseconds: "2026-11-21T09:00:00.000Z" }),
  ]);
  await answers("/contacts/3/messages", { errors: [{ message: "Gone" }] }, 404);
  expect(trafficOf(await lookAtChannel(client, "email_1"))).toEqual({
    lastIn: { at: "2026-11-21T11:00:00.000Z", contactNumber: "1" },
    lastOut: { at: "2026-11-21T09:00:00.000Z", contactNumber: "2" },
    read: 3,
    // Nobody can tell how many of the 900 are of this channel.
    contacts: 3,
  });
});

test("of many contacts those that changed last are read, and it is said of how many", async () => {
  const data = Array.from({ length: 20 }, (_, n) =>
    contact(100 + n, `2026-11-${String(n + 1).padStart(2, "0")}T10:00:00Z`),
  );
  await answers("/contacts$", { hits: 312, data });
  const look = await lookAtChannel(client, "email_1");
  expect(look).toMatchObject({ read: 8, contacts: 312, messages: [] });
  const asked = (await tenant.requests()).flatMap(
    ({ path }) => /\/contacts\/(\d+)\/messages/.exec(path)?.[1] ?? [],
  );
  expect(asked.toSorted()).toEqual(["112", "113", "114", "115", "116", "117", "118", "119"]);
});

test("a channel without contacts has no traffic, and a failure is none", async () => {
  expect(trafficOf(await lookAtChannel(client, "email_none"))).toEqual({
    lastIn: null,
    lastOut: null,
    read: 0,
    contacts: 0,
  });
  await answers("/contacts$", { data: "none" });
  await expect(lookAtChannel(client, "email_none")).rejects.toMatchObject({ code: "unexpected_answer" });
});
