import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { listEmailHome } from "../channels/list-email-home.ts";
import { newestMail } from "../channels/mapping.ts";
import { ana, withTestEmail } from "../channels/with-test-email.ts";
import { lookForTraffic } from "./traffic.job.ts";

const { tenant, answer } = withTestEmail();
const later = (minutes: number) => ({ ...ana, now: () => new Date(Date.now() + minutes * 60_000) });

/** A channel that is in CXone, without the way there. */
async function channelNamed(name: string) {
  const from = `${name}@${name}.example`;
  const { channelId } = (await answer("email/channel", { from, name })) as { channelId: string };
  const id = newId("eml");
  const { connectionId } = tenant();
  const domainId = newId("dom");
  await db().emailDomain.create({
    data: { id: domainId, connectionId, name: `${name}.example`, records: [], state: "verified" },
  });
  await db().emailChannel.create({
    data: { id, connectionId, name, channelId, domainId, localPart: name, settings: {} },
  });
  const receive = (mail: object) => answer("email/receive", { to: from, ...mail }) as Promise<Received>;
  return { id, from, receive };
}
type Received = { messages: { contactNumber: string; createdAtWithMilliseconds: string }[] };

const home = async (name: string, ctx = ana) => (await listEmailHome(ctx, { search: name })).items[0];
const look = (ctx = ana) => lookForTraffic(ctx, tenant().connectionId);
const fault = (more: object) => tenant().control("faults", { system: "cxone", times: 50, ...more });
beforeEach(async () => {
  await fetch(`${tenant().baseUrl}/control/faults`, { method: "DELETE" });
  await db().emailChannel.deleteMany();
  await db().emailDomain.deleteMany();
  await db().bouncedAddress.deleteMany();
});

describe("the last mail of a channel", () => {
  test("is what contacts wrote and what agents answered, and not only what Patchbay sent", async () => {
    const { receive } = await channelNamed("orders");
    expect(await home("orders")).toMatchObject({ lastIn: null, lastOut: null, traffic: null });
    await receive({ from: "first@customer.example", subject: "Old", text: "Hello" });
    const { messages } = await receive({ from: "kim@customer.example", subject: "New", text: "Hello" });
    const at = messages[0]?.createdAtWithMilliseconds;
    expect(await look()).toBe(1);
    expect(await home("orders")).toMatchObject({
      lastIn: { at, seen: "cxone", contactNumber: messages[0]?.contactNumber },
      lastOut: null,
      traffic: { isLate: false, read: 2, contacts: 2 },
    });
    // Nothing of what people wrote is kept.
    expect(
      JSON.stringify(await db().lastKnown.findMany({ where: { operation: "email.traffic" } })),
    ).not.toMatch(/Hello|customer\.example/);
  });

  test("stays with its age while CXone does not answer, and the page does not ask it", async () => {
    const { receive } = await channelNamed("stays");
    await receive({ from: "kim@customer.example", subject: "Hi", text: "There" });
    await look();
    const before = await home("stays");
    await fault({ pathPattern: "/contacts", status: 500 });
    expect(await look(later(5))).toBe(0);
    expect(await home("stays")).toEqual(before);
    expect(await home("stays", later(16))).toMatchObject({
      lastIn: before?.lastIn,
      traffic: { isLate: true },
    });
  });

  test("a tenant that is away is asked for one channel, not for each", async () => {
    await channelNamed("one");
    await channelNamed("two");
    await fault({ pathPattern: "/contacts", status: 403 });
    const asked = async () =>
      (await tenant().requests()).filter(({ path }) => /\/contacts(\?|$)/.test(path)).length;
    const before = await asked();
    expect(await look()).toBe(0);
    expect((await asked()) - before).toBe(1);
  });
});

let named = 0;

describe("a report that comes in over a channel", () => {
  const report = (more: object = {}) => ({
    from: "MAILER-DAEMON@mx.outbound.example",
    subject: "Undelivered Mail Returned to Sender",
    text: "<gone@customer.example>: host mx.customer.example said: 550 5.1.1 User unknown",
    ...more,
  });

  test("stores the contact's address under the channel, and comes off the list for good", async () => {
    const { id, from, receive } = await channelNamed("bounces");
    await receive(report({ text: `${report().text}\nThis mail was sent by ${from}.` }));
    await look();
    const [row] = await db().bouncedAddress.findMany();
    expect(row).toMatchObject({
      address: "gone@customer.example",
      channelId: id,
      reason: "unknown_mailbox",
      detail: expect.stringMatching(/^Contact \d+: The recipient does not exist: .*5\.1\.1/),
    });
    expect(await home("bounces")).toMatchObject({ bounced: { own: 1, unknown: 0 }, lastIn: null });
    await db().bouncedAddress.deleteMany();
    await look(later(1));
    expect(await db().bouncedAddress.count()).toBe(0);
  });

  test.each([
    ["a delay", report({ text: "4.4.7 still trying gone@customer.example, will try until tomorrow" })],
    ["two addresses", report({ text: "550 5.1.1 unknown\na@customer.example\nb@customer.example" })],
    ["a contact who quotes a report", report({ from: "kim@customer.example", subject: "What is 5.1.1?" })],
  ])("%s stores nothing", async (_, mail) => {
    const { receive } = await channelNamed(`careful${++named}`);
    await receive(mail);
    await look();
    expect(await db().bouncedAddress.count()).toBe(0);
  });
});

test("of several sources the newest counts, and none is none", () => {
  const at = (time: string) => ({ at: time, seen: "cxone" as const, contactNumber: null });
  const [old, young] = [at("2026-11-21T10:00:00.000Z"), at("2026-11-21T10:00:01.000Z")];
  expect(newestMail(old, undefined, young, null)).toBe(young);
  expect(newestMail(null, undefined)).toBeNull();
});
