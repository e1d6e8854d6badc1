import { expect, test } from "vitest";
import { mailClient, type TestMicrosoft, testMicrosoft } from "../microsoft/test-microsoft.ts";

type ListedMail = { id: string; mailbox: string; from: string; subject: string; raw: string };
const kim = "kim@elsewhere.example";

async function listed(ms: TestMicrosoft, mailbox: string) {
  const path = `/mail?mailbox=${encodeURIComponent(mailbox)}`;
  return (await ms.control("GET", path)) as { mails: ListedMail[]; onTheirWay: number };
}
const send = (ms: TestMicrosoft, change: object = {}) =>
  mailClient(ms, {}).sendMail({ from: ms.smtp.user, to: kim, subject: "Grüße", text: "Hello", ...change });

test("a mail arrives as it was sent, under the traces of its way", async () => {
  const ms = await testMicrosoft();
  await send(ms);
  const { mails } = await listed(ms, kim);
  const [mail] = mails;
  expect(mail?.raw).toMatch(/^Return-Path: <support@acme\.example>\r\nReceived: from \S+/);
  expect(mail?.raw.match(/^Received:/gm)).toHaveLength(2);
  expect(mail?.raw).toMatch(
    /Authentication-Results: mx\.elsewhere\.example;\r\n spf=pass smtp\.mailfrom=acme\.example;\r\n dkim=pass header\.d=acme\.example header\.s=selector1;\r\n dmarc=pass action=none header\.from=acme\.example/,
  );
  expect(mail?.raw.endsWith("Hello\r\n")).toBe(true);
});

test("each verdict follows its switch", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ mailSpf: "softfail", mailDkim: "none", mailDmarc: "fail" });
  await send(ms);
  const raw = (await listed(ms, kim)).mails[0]?.raw;
  expect(raw).toContain("spf=softfail smtp.mailfrom=acme.example;");
  expect(raw).toContain(" dkim=none;");
  expect(raw).toContain("dmarc=fail action=none header.from=acme.example");
});

test("a domain without TLS gets nothing, and the sender gets a report", async () => {
  const ms = await testMicrosoft();
  await ms.control("POST", "/mail/destinations", { domain: "elsewhere.example", tls: false });
  await send(ms, { messageId: "<first@acme.example>" });
  expect((await listed(ms, kim)).mails).toEqual([]);
  const [report] = (await listed(ms, ms.smtp.user)).mails;
  expect(report?.subject).toMatch(/^Undeliverable: /);
  expect(report?.raw).toContain("In-Reply-To: <first@acme.example>");
  expect(report?.raw).toContain("Final-Recipient: rfc822;kim@elsewhere.example");
  expect(report?.raw).toContain("Diagnostic-Code: smtp;550 5.7.10 ");
});

test("where unknown recipients are bounced, the report comes instead of the refusal, and only once", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ smtpUnknownRecipients: "bounced" });
  await send(ms, { to: "nobody@acme.example" });
  const { mails } = await listed(ms, ms.smtp.user);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.raw).toContain("Status: 5.1.1");
});

test("a mail is on its way for as long as the switch says, by the sandbox's clock", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ mailDelaySeconds: 240 });
  await send(ms);
  expect(await listed(ms, kim)).toMatchObject({ mails: [], onTheirWay: 1 });
  await ms.control("POST", "/clock", { advanceSeconds: 241 });
  const after = await listed(ms, kim);
  expect(after).toMatchObject({ onTheirWay: 0 });
  const times = [...(after.mails[0]?.raw ?? "").matchAll(/^Received:[\s\S]*?; (.+)$/gm)].map(([, at]) =>
    Date.parse(at ?? ""),
  );
  expect((times[0] ?? 0) - (times[1] ?? 0)).toBe(240_000);
});

test("a lost mail was accepted all the same", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ mailLoss: true });
  expect((await send(ms)).response).toMatch(/^250 /);
  expect(await listed(ms, kim)).toEqual({ mails: [], onTheirWay: 0 });
});

test("mail for an email channel becomes its message, with the token of a round trip in the title", async () => {
  const ms = await testMicrosoft();
  await send(ms, { to: "support@acme.example", subject: "Patchbay test 7f3a91" });
  const page = await (await fetch(`${ms.baseUrl}/mailbox/support@acme.example`)).text();
  expect(page).toContain("Patchbay test 7f3a91");
  expect(await channelTitles(ms, "7f3a91")).toEqual(["Patchbay test 7f3a91"]);
});

/** Titles that the contact centre lists, by its own API. */
async function channelTitles(ms: TestMicrosoft, word: string): Promise<string[]> {
  const { cxone } = (await (await fetch(`${ms.baseUrl}/credentials.json?system=cxone`)).json()) as {
    cxone: Record<"accessKeyId" | "accessKeySecret" | "clientId" | "clientSecret", string>;
  };
  const token = await fetch(`${ms.baseUrl}/cxone/auth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${cxone.clientId}:${cxone.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: "password",
      username: cxone.accessKeyId,
      password: cxone.accessKeySecret,
    }),
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const answer = await fetch(`${ms.baseUrl}/cxone/dfo-host/dfo/3.0/messages?query=title=${word}`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  const { data } = (await answer.json()) as { data: { title?: string }[] };
  return data.map((message) => message.title ?? "");
}

test("mail from the outside is put in by hand, checked like any other", async () => {
  const ms = await testMicrosoft();
  const deliver = (body: object) =>
    fetch(`${ms.baseUrl}/control/mail/deliver`, { method: "POST", body: JSON.stringify(body) });
  expect(
    (await deliver({ from: kim, to: ["sales@acme.example"], subject: "Hi", text: "There" })).status,
  ).toBe(201);
  expect((await listed(ms, "sales@acme.example")).mails).toMatchObject([{ from: kim, subject: "Hi" }]);
  expect((await deliver({ from: kim, to: [] })).status).toBe(400);
  expect((await deliver({ from: kim, to: ["a@b.example\r\nBcc: c@d.example"], text: "x" })).status).toBe(400);
  expect((await deliver({ from: kim, to: ["a@b.example"], subject: "a\r\nBcc: c@d.example" })).status).toBe(
    400,
  );
});

test("many look while mail becomes due: each arrives once", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ mailDelaySeconds: 60 });
  for (const number of [1, 2, 3])
    await send(ms, { to: "support@acme.example", subject: `Order r8 ${number}` });
  await ms.control("POST", "/clock", { advanceSeconds: 61 });
  await Promise.all(Array.from({ length: 10 }, () => listed(ms, "support@acme.example")));
  expect((await channelTitles(ms, "r8")).toSorted()).toEqual(["Order r8 1", "Order r8 2", "Order r8 3"]);
});
