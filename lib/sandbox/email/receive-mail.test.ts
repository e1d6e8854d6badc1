import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type TestTenant, testTenant } from "../test-tenant.ts";

type Message = {
  id: string;
  idOnExternalPlatform: string;
  contactNumber: string;
  threadId: string;
  title: string;
  direction: string;
  messageContent: { payload: { text: string }; fallbackText: string };
  attachments: { friendlyName: string; url: string }[];
  tags: { title: string }[];
  recipients: { idOnExternalPlatform: string }[];
};

const support = "in-contact-email_support@acme.example";
const email = (tenant: TestTenant, path: string, body: unknown) =>
  tenant.control("POST", `/email/${path}`, body);
const set = (tenant: TestTenant, more: object) => email(tenant, "channel", { channelId: support, ...more });
const overview = async (tenant: TestTenant) =>
  (await tenant.control("GET", "/email")).body as {
    channels: { channelId: string; pointOfContact: string }[];
    refused: { subject: string; reason: string }[];
  };
async function receive(tenant: TestTenant, body: object): Promise<Message | undefined> {
  const answer = await email(tenant, "receive", body);
  expect(answer.status).toBe(200);
  return (answer.body as { messages: Message[] }).messages[0];
}

test("a mail to a from address or a point of contact becomes a message with its subject as the title", async () => {
  const tenant = await testTenant();
  const { channels } = await overview(tenant);
  const contact = channels.find((row) => row.channelId === support)?.pointOfContact ?? "";
  expect(contact).toContain("@inbound-email.");
  const first = await receive(tenant, {
    subject: "Broken lamp",
    text: "It flickers.",
    html: "<p>It <b>flickers</b>.</p>",
    cc: ["boss@customer.example"],
  });
  expect(first).toMatchObject({
    direction: "inbound",
    title: "Broken lamp",
    messageContent: {
      fallbackText: "It flickers.",
      payload: { text: expect.stringContaining("<b>flickers</b>") },
    },
    recipients: [
      { idOnExternalPlatform: "support@acme.example" },
      { idOnExternalPlatform: "boss@customer.example" },
    ],
  });
  expect(await receive(tenant, { to: contact.toUpperCase(), subject: "Forwarded" })).toMatchObject({
    title: "Forwarded",
  });
  const row = (await tenant.dfo("GET", `/contacts/${first?.contactNumber}`)).body;
  expect(row).toMatchObject({
    channelId: support,
    authorEndUserIdentity: {
      idOnExternalPlatform: "kim.lee@customer.example",
      firstName: "Kim",
      lastName: "Lee",
    },
    routingQueueId: "4606110",
  });
});

test("messages are found by their title, by the ticket number, and by what they say", async () => {
  const tenant = await testTenant();
  const message = await receive(tenant, { subject: "Patchbay test PB-7Q2X", text: "round trip" });
  await receive(tenant, { subject: "Another", text: "PB-7Q2X in the text only" });
  const find = async (query: string) => {
    const answer = await tenant.dfo("GET", `/messages?query=${encodeURIComponent(query)}`);
    return (answer.body as { hits: number; data: Message[] }).data.map((row) => row.title);
  };
  expect(await find("title=pb-7q2x")).toEqual(["Patchbay test PB-7Q2X"]);
  expect(await find(`title=${message?.contactNumber}`)).toEqual(["Patchbay test PB-7Q2X"]);
  expect(await find("PB-7Q2X")).toEqual(["Another", "Patchbay test PB-7Q2X"]);
  expect(await find("nothing like it")).toEqual([]);
  expect((await tenant.dfo("GET", "/messages")).status).toBe(400);
  const byId = await tenant.dfo(
    "GET",
    `/messages?idOnExternalPlatform[]=${encodeURIComponent(message?.idOnExternalPlatform ?? "")}`,
  );
  expect(byId.body).toMatchObject({ hits: 1, data: [{ id: message?.id }] });
});

test("a reply goes on with its thread by In-Reply-To, and by the ticket number where that is ignored", async () => {
  const tenant = await testTenant();
  const first = await receive(tenant, { subject: "Lamp", messageId: "<one@customer.example>" });
  const reply = { subject: "Re: Lamp", inReplyTo: "<one@customer.example>" };
  expect(await receive(tenant, reply)).toMatchObject({
    threadId: first?.threadId,
    contactNumber: first?.contactNumber,
  });
  await set(tenant, { threading: "ignoreInReplyTo" });
  const lost = await receive(tenant, reply);
  expect(lost?.threadId).not.toBe(first?.threadId);
  for (const ticket of [first?.contactNumber, `[#${first?.contactNumber}]`, `{#${first?.contactNumber}}`])
    expect(await receive(tenant, { subject: `Re: Lamp ${ticket}` })).toMatchObject({
      threadId: first?.threadId,
    });
  expect((await receive(tenant, { subject: "Order 123456" }))?.threadId).not.toBe(first?.threadId);
});

test("the same mail twice is one message", async () => {
  const tenant = await testTenant();
  const mail = { subject: "Lamp", messageId: "<one@customer.example>" };
  const [first, second] = [await receive(tenant, mail), await receive(tenant, mail)];
  expect(second?.id).toBe(first?.id);
  expect((await tenant.dfo("GET", "/messages?query=title=Lamp")).body).toMatchObject({ hits: 1 });
});

test("files whose extension is not accepted are left out and named; an empty list accepts all (M-36)", async () => {
  const tenant = await testTenant();
  const attachments = ["photo.PNG", "run.exe", "README"].map((filename) => ({ filename, content: "AAAA" }));
  const message = await receive(tenant, { subject: "Files", attachments });
  expect(message?.attachments.map((one) => one.friendlyName)).toEqual(["photo.PNG"]);
  expect(message?.messageContent.fallbackText).toContain("run.exe: attachments of this type are not allowed");
  const file = await fetch(message?.attachments[0]?.url ?? "");
  expect([file.status, Buffer.from(await file.arrayBuffer()).toString("base64")]).toEqual([200, "AAAA"]);
  await email(tenant, "extensions", { extensions: [] });
  expect((await receive(tenant, { subject: "All", attachments }))?.attachments).toHaveLength(3);
});

test("what SES takes for spam gets the channel's tag", async () => {
  const tenant = await testTenant();
  const tag = (await tenant.dfo("PUT", "/tags", { title: "spam", color: "#ff0000" })).body as { id: number };
  const headers = { "X-SES-Spam-Verdict": "FAIL" };
  expect((await receive(tenant, { headers }))?.tags).toEqual([]);
  await set(tenant, { spamTagId: tag.id });
  expect((await receive(tenant, { headers }))?.tags).toMatchObject([{ title: "spam" }]);
  expect((await receive(tenant, {}))?.tags).toEqual([]);
});

test("mail for a domain that is not verified, past SES or too large does not arrive, and says why", async () => {
  const tenant = await testTenant();
  const reasons = async () => (await overview(tenant)).refused.map((row) => row.reason);
  await email(tenant, "domain", { name: "acme.example", state: "Failed" });
  expect(await receive(tenant, {})).toBeUndefined();
  await email(tenant, "domain", { name: "acme.example", state: "Success" });
  await tenant.control("DELETE", "/dns?name=acme.example&type=MX");
  expect(await receive(tenant, {})).toBeUndefined();
  expect(await reasons()).toEqual([
    expect.stringContaining("not verified"),
    expect.stringContaining("MX record"),
  ]);
  await tenant.control("POST", "/switches", { emailInboundNeedsMx: false });
  expect(await receive(tenant, { to: "nobody@acme.example" })).toBeUndefined();
  expect(await receive(tenant, {})).toBeDefined();
});

test("more than 40 MB, base64 counted, is refused by SES (M-01)", async () => {
  const tenant = await testTenant();
  const head = "From: kim@customer.example\r\nTo: support@acme.example\r\nSubject: Large\r\n\r\n";
  const raw = head + "x".repeat(40 * 1024 * 1024);
  expect(await receive(tenant, { raw })).toBeUndefined();
  expect((await overview(tenant)).refused).toMatchObject([
    { subject: "Large", reason: expect.stringContaining("40 MB") },
  ]);
});

test("a mail from anywhere arrives in its mailbox and in the channel, once each", async () => {
  const tenant = await testTenant();
  const mail = {
    from: "kim@customer.example",
    to: ["support@acme.example"],
    subject: "By SMTP",
    text: "Hello",
  };
  expect((await tenant.control("POST", "/mail/deliver", mail)).status).toBe(201);
  expect((await tenant.dfo("GET", "/messages?query=title=By%20SMTP")).body).toMatchObject({ hits: 1 });
});

test("domains, channels, messages and what threads them survive a restart, and a reset takes them back to the seed", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-email-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const first = await testTenant(folder);
  await email(first, "channel", { from: "help@shop.example", name: "Help", forceTls: true });
  const kept = await receive(first, { to: "help@shop.example", messageId: "<kept@customer.example>" });
  await first.close();
  const second = await testTenant(folder);
  expect((await overview(second)).channels).toMatchObject([
    {},
    {},
    { fromAddress: "help@shop.example", forceTls: true },
  ]);
  const reply = await receive(second, { to: "help@shop.example", inReplyTo: "<kept@customer.example>" });
  expect(reply?.threadId).toBe(kept?.threadId);
  await second.control("POST", "/reset");
  expect((await overview(second)).channels).toHaveLength(2);
  expect(await receive(second, {})).toBeDefined();
});
