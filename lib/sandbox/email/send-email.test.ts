import { expect, test, vi } from "vitest";
import { agentId, deskPath, type TestTenant, testTenant } from "../test-tenant.ts";

const support = "in-contact-email_support@acme.example";
const skill = "4606110";
const patience = { timeout: 20_000 };
type Mail = { mailbox: string; from: string; to: string[]; subject: string; raw: string };

const email = (tenant: TestTenant, path: string, body: object) =>
  tenant.control("POST", `/email/${path}`, body);
const set = (tenant: TestTenant, body: object) => email(tenant, "channel", { channelId: support, ...body });
const mailsTo = async (tenant: TestTenant, mailbox: string) =>
  ((await tenant.control("GET", `/mail?mailbox=${mailbox}`)).body as { mails: Mail[] }).mails;
const overview = async (tenant: TestTenant) =>
  (await tenant.control("GET", "/email")).body as {
    bounced: { address: string; reason: string }[];
    refused: { reason: string }[];
  };

/** A tenant whose agent has the case of a customer's mail. */
async function answering(body: object = {}, settings: object = {}) {
  const tenant = await testTenant();
  await set(tenant, settings);
  await tenant.form(`/cxone/console/users/${agentId}/skills`, { skillId: skill });
  await tenant.form(`/cxone/console/roles/3/channels/${encodeURIComponent(support)}`, {
    permission: "Send Replies",
  });
  await tenant.form(`/cxone/console/agent/${agentId}/state`, { state: "Available" });
  const answer = await email(tenant, "receive", {
    subject: "Broken lamp",
    messageId: "<lamp@customer.example>",
    ...body,
  });
  const [message] = (answer.body as { messages: { contactNumber: string; threadId: string }[] }).messages;
  const number = message?.contactNumber ?? "";
  await tenant.form(`${deskPath(number)}/accept`);
  const reply = async (fields: Record<string, string> = {}) => {
    const sent = await tenant.form(`${deskPath(number)}/reply`, { text: "We send a new one.", ...fields });
    expect(sent.status).toBe(303);
    await vi.waitFor(
      async () => expect(String((await tenant.raw(deskPath(number))).body)).not.toContain(">Sending<"),
      patience,
    );
    return String((await tenant.raw(deskPath(number))).body);
  };
  return { tenant, number, threadId: message?.threadId, reply };
}

const header = (mail: Mail | undefined, name: string) =>
  new RegExp(`^${name}: (.*)$`, "im").exec(mail?.raw ?? "")?.[1];

test("a reply goes out as a mail of the channel, and the answer to it comes back into the case", async () => {
  const { tenant, number, threadId, reply } = await answering();
  await set(tenant, { displayName: "Acme Support" });
  await reply({ cc: "boss@customer.example" });
  const [mail] = await mailsTo(tenant, "kim.lee@customer.example");
  expect(mail?.from).toBe("bounces@mail.acme.example");
  expect(header(mail, "From")).toBe("Acme Support <support@acme.example>");
  expect(header(mail, "Subject")).toBe(`Re: Broken lamp ${number}`);
  expect(header(mail, "In-Reply-To")).toBe("<lamp@customer.example>");
  expect(header(mail, "Cc")).toBe("boss@customer.example");
  expect(await mailsTo(tenant, "boss@customer.example")).toHaveLength(1);
  const again = await email(tenant, "receive", { subject: "Thanks", inReplyTo: header(mail, "Message-ID") });
  expect((again.body as { messages: unknown[] }).messages).toMatchObject([
    { contactNumber: number, threadId },
  ]);
  expect((await tenant.dfo("GET", `/messages?query=title=${number}`)).body).toMatchObject({ hits: 3 });
});

test("the ticket number stands where the channel wanted it when the case began (M-34)", async () => {
  const { tenant, number, threadId, reply } = await answering(
    {},
    { ticketPosition: "start", ticketStyle: "curly" },
  );
  await set(tenant, { ticketPosition: "end", ticketStyle: "square" });
  await reply();
  const [mail] = await mailsTo(tenant, "kim.lee@customer.example");
  expect([mail?.subject, header(mail, "X-Ticket-Number")]).toEqual([`{#${number}} Re: Broken lamp`, number]);
  const answer = await email(tenant, "receive", { subject: `Re: ${mail?.subject}` });
  expect((answer.body as { messages: unknown[] }).messages).toMatchObject([{ threadId }]);
});

test("with the number hidden and In-Reply-To ignored, the answer is a case of its own (M-35)", async () => {
  const { tenant, threadId, reply } = await answering(
    {},
    { ticketHidden: true, threading: "ignoreInReplyTo" },
  );
  await reply();
  const [mail] = await mailsTo(tenant, "kim.lee@customer.example");
  expect([mail?.subject, header(mail, "X-Ticket-Number")]).toEqual(["Re: Broken lamp", undefined]);
  const back = { subject: "Re: Broken lamp", inReplyTo: header(mail, "Message-ID") };
  const answer = (await email(tenant, "receive", back)).body as { messages: { threadId: string }[] };
  expect(answer.messages[0]?.threadId).not.toBe(threadId);
});

test("template and signature stand around what the agent wrote", async () => {
  const { tenant, number, reply } = await answering();
  await email(tenant, "template", {
    name: "Blue",
    html: "<body><h1>Hi {{customer.firstName}}</h1>{{message.body}}<i>{{x.y}}</i></body>",
  });
  await email(tenant, "signature", {
    name: "Care",
    plain: "{{agent.name}}, Acme",
    html: "<b>{{agent.name}}</b>",
    agentIds: [agentId],
  });
  await set(tenant, { templateId: "301" });
  await reply({ text: "1 < 2" });
  const [mail] = await mailsTo(tenant, "kim.lee@customer.example");
  expect(mail?.raw.replaceAll("=\r\n", "")).toContain(
    "<h1>Hi Kim</h1><p>1 &lt; 2</p><div><b>Jonas Weber</b></div><i>{{x.y}}</i>",
  );
  expect(mail?.raw).toContain("-- \r\nJonas Weber, Acme");
  expect(mail?.raw).toContain(number);
});

test("Force TLS: where there is no secure connection nothing is sent and the address is stored as bounced (M-31)", async () => {
  const { tenant, reply } = await answering();
  await tenant.control("POST", "/mail/destinations", { domain: "customer.example", tls: false });
  expect(await reply()).toContain('data-delivery="sent"');
  await set(tenant, { forceTls: true });
  expect(await reply()).toContain("no secure connection");
  await set(tenant, { forceTls: false });
  expect(await reply()).toContain("is stored as bounced");
  expect(await mailsTo(tenant, "kim.lee@customer.example")).toHaveLength(1);
  expect((await overview(tenant)).bounced).toMatchObject([{ address: "kim.lee@customer.example" }]);
});

test("with Outbound flow deactivated, or the domain not verified, nothing leaves", async () => {
  const { tenant, reply } = await answering();
  await set(tenant, { outboundFlow: false });
  expect(await reply()).toContain("is deactivated");
  await set(tenant, { outboundFlow: true });
  await email(tenant, "domain", { name: "acme.example", state: "Failed" });
  expect(await reply()).toContain("is not verified in SES");
  expect(await mailsTo(tenant, "kim.lee@customer.example")).toEqual([]);
  expect((await overview(tenant)).refused).toHaveLength(2);
});

test("through a mail server of one's own there is no display name, and no 40 MB limit of SES", async () => {
  const { tenant, reply } = await answering();
  await set(tenant, { displayName: "Acme Support" });
  const smtp = (await email(tenant, "smtp", { domain: "acme.example", authorized: true, enabled: true }))
    .body;
  expect(smtp).toMatchObject({ isEnabled: true, isAuthorized: true });
  expect(JSON.stringify(smtp)).not.toContain("refreshToken");
  await reply();
  const [mail] = await mailsTo(tenant, "kim.lee@customer.example");
  expect([mail?.from, header(mail, "From")]).toEqual(["support@acme.example", "support@acme.example"]);
});

test("a recipient that does not exist shows as a failed delivery and as bounced", async () => {
  const { tenant, reply } = await answering();
  await tenant.control("POST", "/mail/destinations", { domain: "customer.example", recipients: [] });
  expect(await reply()).toContain("does not exist and is stored as bounced");
  expect((await overview(tenant)).bounced).toMatchObject([{ address: "kim.lee@customer.example" }]);
});

test("an agent writes first where there is a manual outbound flow, and from another channel where that is allowed", async () => {
  const { tenant, reply, number } = await answering();
  const form = `/cxone/console/agent/${agentId}/new-email`;
  const first = { from: support, to: "new@customer.example", subject: "Your offer", text: "Hello" };
  expect((await tenant.form(form, { ...first, to: "no address" })).status).toBe(400);
  expect((await tenant.form(form, first)).status).toBe(303);
  await vi.waitFor(
    async () => expect(await mailsTo(tenant, "new@customer.example")).toHaveLength(1),
    patience,
  );
  const queues = "/cxone/console/routing-queues/4606106/filters";
  await tenant.form(queues, { name: "Mail" });
  await tenant.form(`${queues}/501`, { rule: "includedChannels" });
  await tenant.form(`${queues}/501`, { add: support });
  await set(tenant, { studioScript: "" });
  const begun = await tenant.form(form, { ...first, subject: "Another" });
  const routed = await tenant.dfo("GET", `/contacts/${begun.headers.get("location")?.split("/").at(-1)}`);
  expect(routed.body, "by a filter, without a script (M-66)").toMatchObject({ routingQueueId: "4606106" });
  await set(tenant, { canChangeFrom: false });
  expect(
    (
      await tenant.form(`${deskPath(number)}/reply`, {
        text: "x",
        from: "in-contact-email_orders@acme.example",
      })
    ).status,
  ).toBe(409);
  await set(tenant, { canChangeFrom: true });
  const orders = "in-contact-email_orders@acme.example";
  await email(tenant, "channel", { channelId: orders, outboundFlow: true });
  await tenant.form(`/cxone/console/roles/3/channels/${encodeURIComponent(orders)}`, {
    permission: "Send Replies",
  });
  await reply({ from: orders });
  const [mail] = await mailsTo(tenant, "kim.lee@customer.example");
  expect(header(mail, "From")).toBe("orders@acme.example");
});
