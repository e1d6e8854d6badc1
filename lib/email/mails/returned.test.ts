import { beforeEach, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { newId } from "#lib/ids.ts";
import { EXCHANGE, GMAIL, POSTFIX, RETURNED } from "#lib/mail/sample-reports.ts";
import { listBounced } from "../bounced/reads.ts";
import { reportDelivery } from "../bounced/report-delivery.ts";
import { bouncedQuery, deliveryReportInput } from "../bounced/schema.ts";
import { CONNECTION, withCxoneRow } from "../domains/scene.ts";
import { recordArrival } from "./record-arrival.ts";

withTestDatabase();
withCxoneRow();
const otto = testCtx("operator", { name: "Otto" });
beforeEach(async () => {
  await db().bouncedAddress.deleteMany();
  await db().mail.deleteMany();
  await db().emailChannel.deleteMany();
  await db().emailDomain.deleteMany();
});

const mail = (more: object = {}) =>
  db().mail.create({
    data: {
      id: newId("mail"),
      connectionId: CONNECTION,
      purpose: "test",
      fromAddress: "support@acme.example",
      toAddress: "kim@customer.example",
      subject: RETURNED.subject,
      token: /PB-\w+/.exec(RETURNED.subject)?.[0] ?? null,
      messageId: RETURNED.messageId,
      state: "accepted",
      requestedBy: "Otto",
      requestId: "req_1",
      createdAt: new Date(),
      ...more,
    },
  });

/** A channel whose from address is support@acme.example. */
async function channel() {
  const domain = await db().emailDomain.create({
    data: {
      id: newId("dom"),
      connectionId: CONNECTION,
      name: "acme.example",
      records: [],
      state: "verified",
    },
  });
  return db().emailChannel.create({
    data: {
      id: newId("eml"),
      connectionId: CONNECTION,
      name: "Support",
      domainId: domain.id,
      localPart: "support",
      settings: {},
    },
  });
}
const report = (raw: string) =>
  reportDelivery(otto, deliveryReportInput.parse({ connectionId: CONNECTION, raw }));
const listed = async (query: object = {}) =>
  (await listBounced(otto, bouncedQuery.parse(query))).items.map(({ address, channel: of }) => [
    address,
    of?.name,
  ]);

test.each([
  ["Exchange", EXCHANGE, "unknown_mailbox", "unknown_mailbox"],
  ["Postfix", POSTFIX, "no_tls", "no_tls"],
  ["Gmail", GMAIL, "not_believed", "refused"],
])("a report of %s, pasted where its mail stands, says what became of it", async (_, raw, code, reason) => {
  const { id } = await mail();
  expect(await recordArrival(otto, id, { raw })).toMatchObject({
    state: "bounced",
    answer: { failure: { code, fix: expect.stringMatching(/\w/) } },
  });
  expect(await db().bouncedAddress.findMany()).toMatchObject([
    { address: "kim@customer.example", reason, mailId: id },
  ]);
  // The same report again changes nothing, and says so.
  await expect(recordArrival(otto, id, { raw })).rejects.toMatchObject({ code: "conflict" });
});

test("a report of another mail, or of a delay, is refused and stores nothing", async () => {
  const { id } = await mail({ messageId: "<other@acme.example>", token: "PB-Other", subject: "PB-Other" });
  const refusedWith = (raw: string) =>
    recordArrival(otto, id, { raw }).then(
      () => "taken",
      (error: { options?: { fields?: { raw?: string } } }) => error.options?.fields?.raw,
    );
  expect(await refusedWith(EXCHANGE)).toMatch(/another mail/);
  await db().mail.update({ where: { id }, data: { messageId: RETURNED.messageId } });
  expect(await refusedWith(EXCHANGE.replace("Action: failed", "Action: delayed"))).toMatch(/“delayed”/);
  expect(await db().bouncedAddress.count()).toBe(0);
  expect((await db().mail.findUnique({ where: { id } }))?.state).toBe("accepted");
});

test("a report about an agent's mail stores its recipients under the channel that sent it", async () => {
  const { id, name } = await channel();
  const read = await report(POSTFIX);
  expect(read).toMatchObject({
    stored: [{ address: "kim@customer.example", status: "5.7.10" }],
    others: [{ address: "lee@customer.example", action: "delayed" }],
    channel: { id, name },
    mailId: null,
  });
  await db().bouncedAddress.create({
    data: { connectionId: CONNECTION, address: "old@customer.example", reason: "reported", at: new Date(0) },
  });
  expect(await listed({ channel: id })).toEqual([["kim@customer.example", "Support"]]);
  expect(await listed({ channel: "none" })).toEqual([["old@customer.example", undefined]]);
  expect(await listed({ channel: `${id},none` })).toHaveLength(2);
  // Gmail's returns nothing of the mail, so that it does not tell whose it was: what is known stays.
  await report(GMAIL);
  expect(await listed({ channel: id })).toEqual([["kim@customer.example", "Support"]]);
  const audit = await db().auditEntry.findFirst({ where: { action: "bounced_address.report_read" } });
  expect(JSON.stringify(audit?.after)).toContain("kim@customer.example 5.7.10");
});

test("a report about a mail of Patchbay marks that mail, whichever way it is pasted", async () => {
  const { id } = await mail();
  expect(await report(EXCHANGE)).toMatchObject({ mailId: id });
  expect((await db().mail.findUnique({ where: { id } }))?.state).toBe("bounced");
  await expect(report("Hello")).rejects.toMatchObject({ code: "bad_input" });
  await expect(
    reportDelivery(testCtx("auditor"), { connectionId: CONNECTION, raw: EXCHANGE }),
  ).rejects.toMatchObject({ code: "forbidden" });
});
