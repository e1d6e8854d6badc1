import { expect, test } from "vitest";
import { mailClient, refusalOf, type TestMicrosoft, testMicrosoft } from "../microsoft/test-microsoft.ts";

const mail = { from: "support@acme.example", to: "kim@elsewhere.example", subject: "Hello", text: "Hello" };

const send = (ms: TestMicrosoft, change: object = {}) => mailClient(ms, {}).sendMail({ ...mail, ...change });
const fault = (ms: TestMicrosoft, more: object) =>
  ms.control("POST", "/faults", { system: "smtp", times: 1, ...more });
async function arrived(ms: TestMicrosoft, mailbox = mail.to): Promise<number> {
  const { mails } = (await ms.control("GET", `/mail?mailbox=${mailbox}`)) as { mails: unknown[] };
  return mails.length;
}

test("mail in the name of another mailbox is denied, by envelope or by header", async () => {
  const ms = await testMicrosoft();
  const denied =
    /^554 5\.2\.252 SendAsDenied; support@acme\.example not allowed to send as sales@acme\.example;/;
  expect((await refusalOf(send(ms, { from: "sales@acme.example" }))).response).toMatch(denied);
  const envelope = { from: "support@acme.example", to: [mail.to] };
  expect((await refusalOf(send(ms, { from: "Sales <sales@acme.example>", envelope }))).response).toMatch(
    denied,
  );
  expect(await arrived(ms)).toBe(0);
});

test("a recipient who does not exist is refused, in the own tenant and where others said so", async () => {
  const ms = await testMicrosoft();
  const refused = await refusalOf(send(ms, { to: "nobody@acme.example" }));
  expect(refused.response).toMatch(/^550 5\.1\.1 User unknown/);
  await ms.control("POST", "/mail/destinations", {
    domain: "elsewhere.example",
    recipients: ["kim@elsewhere.example"],
  });
  await send(ms);
  expect((await refusalOf(send(ms, { to: "lee@elsewhere.example" }))).responseCode).toBe(550);
});

test("a message that is too big is refused, announced or not", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ smtpMaxMessageBytes: 2000 });
  const { response } = await refusalOf(send(ms, { text: "x".repeat(3000) }));
  expect(response).toMatch(/^552 5\.3\.4 Message size exceeds fixed maximum message size/);
  await send(ms);
  expect(await arrived(ms)).toBe(1);
});

test("a mailbox that sends too fast has to wait a minute", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ smtpMessagesPerMinute: 2 });
  await send(ms);
  await send(ms);
  expect((await refusalOf(send(ms))).response).toMatch(/^452 4\.3\.1 /);
  await ms.control("POST", "/clock", { advanceSeconds: 61 });
  await send(ms);
  expect(await arrived(ms)).toBe(3);
});

test.each([
  ["CONNECT", 421, "ECONNECTION|EPROTOCOL"],
  ["EHLO", 421, "ECONNECTION|EPROTOCOL"],
  ["AUTH", 454, "EAUTH"],
  ["MAIL", 452, "EENVELOPE"],
  ["RCPT", 451, "EENVELOPE"],
  ["DATA", 421, "EMESSAGE|EPROTOCOL|ECONNECTION"],
])("%s can be answered with %i once", async (method, status, code) => {
  const ms = await testMicrosoft();
  await fault(ms, { method, status });
  const refused = await refusalOf(send(ms));
  expect(refused.code).toMatch(new RegExp(code));
  expect(refused.response).toMatch(new RegExp(`^${status} 4\\.`));
  expect(await arrived(ms)).toBe(0);
  await send(ms);
  expect(await arrived(ms)).toBe(1);
});

test("a connection lost after the message: not taken in, or taken in and nobody told", async () => {
  const ms = await testMicrosoft();
  await fault(ms, { method: "DATA", drop: "before" });
  await refusalOf(send(ms));
  expect(await arrived(ms)).toBe(0);
  await fault(ms, { method: "DATA", drop: "after" });
  await refusalOf(send(ms));
  expect(await arrived(ms)).toBe(1);
  await fault(ms, { method: "DATA", status: 451, body: "4.3.2 Try later", afterWork: true });
  expect((await refusalOf(send(ms))).response).toBe("451 4.3.2 Try later");
  expect(await arrived(ms)).toBe(2);
});

test("a connection lost at a command, before and after it", async () => {
  const ms = await testMicrosoft();
  await fault(ms, { method: "MAIL", drop: "before" });
  await refusalOf(send(ms));
  await fault(ms, { method: "RCPT", drop: "after" });
  await refusalOf(send(ms));
  await fault(ms, { method: "CONNECT", drop: "before" });
  await refusalOf(send(ms));
  await send(ms);
  expect(await arrived(ms)).toBe(1);
});

test("a server that takes its time outlasts the client's patience, and ends with the sandbox", async () => {
  const ms = await testMicrosoft();
  await fault(ms, { method: "EHLO", delayMs: 600_000 });
  const transport = mailClient(ms, { timeouts: 300 });
  const refused = await refusalOf(transport.verify());
  expect(refused.code).toMatch(/ETIMEDOUT|ECONNECTION/);
});
