import { describe, expect, test } from "vitest";
import { explainDelivery } from "./explain-delivery.ts";
import { readBounce } from "./read-bounce.ts";
import { isReport, lastingStatus, readBounceWords } from "./read-bounce-words.ts";
import { EXCHANGE, GMAIL, POSTFIX, RETURNED } from "./sample-reports.ts";

describe("a delivery report (RFC 3464)", () => {
  test("of Exchange names whom the mail was written to, not where it was forwarded", async () => {
    expect(await readBounce(EXCHANGE)).toEqual({
      ...RETURNED,
      from: "support@acme.example",
      reportedBy: "AM0PR01MB1234.prod.outlook.example",
      recipients: [
        {
          address: "kim@customer.example",
          action: "failed",
          status: "5.1.10",
          diagnostic: "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        },
      ],
    });
  });

  test("of Postfix tells who failed from who is only late", async () => {
    const report = await readBounce(POSTFIX);
    expect(report).toMatchObject({ ...RETURNED, reportedBy: "mx.acme.example" });
    expect(report?.recipients.map(({ address, action, status }) => [address, action, status])).toEqual([
      ["kim@customer.example", "failed", "5.7.10"],
      ["lee@customer.example", "delayed", "4.4.1"],
    ]);
  });

  test("of Gmail, which returns nothing: it answers the mail, and its vague status is read from the answer", async () => {
    expect(await readBounce(GMAIL)).toMatchObject({
      messageId: RETURNED.messageId,
      from: null,
      recipients: [
        {
          status: "5.7.26",
          diagnostic:
            "550-5.7.26 Your email has been blocked because the sender is unauthenticated. Authenticate with either SPF or DKIM. For 120 ways to do so see the help",
        },
      ],
    });
  });

  test("is read from its fields alone, as Outlook shows them, also with bare line feeds", async () => {
    const [, fields = ""] = /delivery-status\r\n\r\n([\s\S]*?)--=_cut/.exec(EXCHANGE) ?? [];
    const report = await readBounce(fields.replaceAll("\r\n", "\n"));
    expect(report).toMatchObject({ messageId: null, subject: "", from: null });
    expect(report?.recipients).toMatchObject([{ address: "kim@customer.example", status: "5.1.10" }]);
  });

  test.each([
    [
      "a mail",
      `${"Received: from a by b; Sat, 21 Nov 2026 10:00:00 GMT"}\r\nSubject: Hi\r\n\r\nFinal-Recipient: no`,
    ],
    ["words", "550 5.1.1 User unknown"],
    [
      "a report without an address",
      EXCHANGE.replaceAll(/^(Original|Final)-Recipient:.*$/gm, "$1-Recipient: rfc822;nobody"),
    ],
    ["nothing", ""],
  ])("%s is none", async (_, raw) => expect(await readBounce(raw)).toBeNull());
});

test.each([
  ["5.1.10", "", "unknown_mailbox", "unknown_mailbox"],
  ["5.4.1", "550 5.4.1 Recipient address rejected: Access denied", "unknown_mailbox", "unknown_mailbox"],
  ["5.4.1", "connection timed out", "expired", "refused"],
  ["4.4.7", "", "expired", "refused"],
  ["5.7.10", "", "no_tls", "no_tls"],
  ["5.7.1", "550 5.7.1 Unauthenticated email is not accepted due to DMARC policy", "not_believed", "refused"],
  ["5.7.1", "550 5.7.1 Message rejected", "not_permitted", "refused"],
  ["5.2.2", "", "mailbox_full", "refused"],
  ["5.1.99", "", "returned", "unknown_mailbox"],
  ["5.9.9", "", "returned", "refused"],
])("status %s %s is explained as %s", (status, diagnostic, id, reason) => {
  expect(explainDelivery(status, diagnostic)).toMatchObject({
    id,
    reason,
    title: expect.stringMatching(/\w/),
  });
});

describe("the words of a report, where nothing else is shown", () => {
  const mail = (text: string) => ({ author: "postmaster@acme.example", title: "Undeliverable: Order", text });
  const own = ["support@acme.example"];

  test("name the recipient in the line with the status", () => {
    const text =
      "Sent by support@acme.example\n<kim@customer.example>: 550 5.1.1 unknown\nSee help@mx.example";
    expect(readBounceWords(mail(text), own)).toMatchObject({
      address: "kim@customer.example",
      status: "5.1.1",
    });
    const apart = "Your message to kim@customer.example couldn't be delivered.\n550 5.1.1 unknown";
    expect(readBounceWords(mail(apart), own)?.address).toBe("kim@customer.example");
  });

  test("are left alone where two could be meant, nothing lasts, or no mail server wrote them", () => {
    expect(readBounceWords(mail("5.1.1\na@x.example b@x.example"), own)).toBeNull();
    expect(readBounceWords(mail("4.4.7 a@x.example is late"), own)).toBeNull();
    expect(lastingStatus("Version 15.1.1.4 of 192.5.1.1")).toBeNull();
    const person = { author: "kim@customer.example", title: "Re: 550 5.1.1", text: "a@x.example 5.1.1" };
    expect(isReport(person)).toBe(false);
    expect(readBounceWords(person, own)).toBeNull();
  });
});
