import { beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { CONNECTION, withCxoneRow } from "../domains/scene.ts";
import { getRequest, listRequests } from "./reads.ts";
import { remindRequests } from "./remind-requests.job.ts";
import { saveRequest } from "./save-request.ts";
import { REQUEST_KINDS, type RequestInput, requestInput, requestQuery } from "./schema.ts";
import { datesAfter, mayGo, REQUEST_STATES, suggestReminder } from "./state.ts";

withTestDatabase();
withCxoneRow();
const monday = new Date("2026-11-23T09:00:00Z");
const days = (count: number) => new Date(monday.getTime() + count * 86_400_000);
const otto = (now: Date) => testCtx("operator", { name: "Otto", now: () => now });
const SUBJECT = "email-channel:eml_1";

beforeEach(async () => {
  await db().notice.deleteMany();
  await db().repRequest.deleteMany();
  await db().emailChannel.deleteMany();
  await db().emailDomain.deleteMany();
  await db().smtpConfiguration.deleteMany();
  await db().emailDomain.create({
    data: { id: "dom_1", connectionId: CONNECTION, name: "example.com", records: [], state: "verified" },
  });
  await db().smtpConfiguration.create({
    data: {
      id: "smtp_1",
      connectionId: CONNECTION,
      name: "Exchange",
      provider: "microsoft",
      host: "smtp.office365.com",
      port: 587,
      security: "starttls",
      mailbox: "support@example.com",
      auth: "delegated",
      tenantId: "11111111-2222-3333-4444-555555555555",
    },
  });
  await putSecret(db(), "smtp:smtp_1", "clientSecret", "very-secret-value", { now: monday });
  const settings = { forceTls: true };
  await db().emailChannel.create({
    data: {
      id: "eml_1",
      connectionId: CONNECTION,
      name: "Support DE",
      domainId: "dom_1",
      localPart: "support",
      sending: "smtp",
      smtpId: "smtp_1",
      settings,
    },
  });
});

const save = (change: Partial<RequestInput> = {}, now = monday) =>
  saveRequest(
    otto(now),
    requestInput.parse({
      subject: SUBJECT,
      kind: "smtp_configuration",
      version: 0,
      state: "not_sent",
      text: "Please.",
      ...change,
      remindAt: change.remindAt?.toISOString() ?? null,
    }),
  );

test("every kind has a ready-made text from what is configured, and never a secret", async () => {
  for (const kind of REQUEST_KINDS) {
    const request = await getRequest(testCtx("auditor"), { subject: SUBJECT, kind });
    expect(request).toMatchObject({ id: null, state: "not_sent", version: 0, about: { name: "Support DE" } });
    expect(request.text).toContain("support@example.com");
    expect(request.text).not.toContain("very-secret-value");
    expect(request.text, "the mailbox itself needs no Send As").not.toContain("Send As");
  }
  await db().smtpConfiguration.update({ where: { id: "smtp_1" }, data: { mailbox: "box@acme.example" } });
  const server = await getRequest(otto(monday), { subject: "smtp:smtp_1", kind: "smtp_configuration" });
  expect(server.text, "the domain of the channel, wherever the mailbox is").toContain(
    "From address: support@example.com\nEmail domain: example.com\n",
  );
  for (const kind of ["smtp_configuration", "smtp_enable"] as const)
    expect((await getRequest(otto(monday), { subject: SUBJECT, kind })).text).toMatch(
      /^Mailbox: box@acme\.example\nSends as: support@example\.com \(.* gives the mailbox Send As\)$/m,
    );
  const { text } = await getRequest(otto(monday), { subject: SUBJECT, kind: "smtp_configuration" });
  expect(text).toContain("Server: smtp.office365.com:587 (STARTTLS)");
  const tool = await getRequest(otto(monday), { subject: SUBJECT, kind: "email_support_tool" });
  expect(tool.text).toContain("Force TLS: on");
  const form = await getRequest(otto(monday), {
    subject: `connection:${CONNECTION}`,
    kind: "ticketing_form",
  });
  expect(form.about).toEqual({ name: "Acme", href: `/connections/${CONNECTION}` });
  const gone = { subject: "smtp:smtp_gone", kind: "smtp_enable" as const };
  await expect(getRequest(otto(monday), gone)).rejects.toMatchObject({ code: "not_found" });
});

describe("a request goes its way", () => {
  test("sent, chased twice, done: each with its date, its audit row, and for all to see in the list", async () => {
    const sent = await save({ state: "sent", remindAt: days(3) });
    expect(sent).toMatchObject({
      state: "sent",
      sentAt: monday.toISOString(),
      version: 1,
      updatedBy: "Otto",
    });
    const chased = await save({ state: "chased", version: 1, remindAt: days(6) }, days(3));
    expect(chased).toMatchObject({ sentAt: monday.toISOString(), chasedAt: days(3).toISOString() });
    await save({ state: "chased", version: 2, remindAt: days(9) }, days(6));
    const done = await save({ state: "done", version: 3, note: "Made, id 7" }, days(7));
    expect(done).toMatchObject({
      chasedAt: days(6).toISOString(),
      endedAt: days(7).toISOString(),
      remindAt: null,
      note: "Made, id 7",
    });
    await expect(save({ state: "chased", version: 4 })).rejects.toMatchObject({ code: "bad_input" });
    const rows = await db().auditEntry.findMany({
      where: { object: `rep-request:${done.id}` },
      orderBy: { seq: "asc" },
    });
    expect(rows.map(({ action }) => action)).toEqual([
      "rep_request.sent",
      "rep_request.chased",
      "rep_request.changed",
      "rep_request.done",
    ]);
    const list = await listRequests(testCtx("auditor"), requestQuery.parse({ state: "done", q: "id 7" }));
    expect(list.items).toMatchObject([{ id: done.id, about: { href: "/email/channels/eml_1" } }]);
  });

  test("a reminder on a day that is over is refused at its field; one that has come and stays is kept", async () => {
    const past = save({ state: "sent", remindAt: days(-30) });
    await expect(past).rejects.toMatchObject({ options: { fields: { remindAt: /is over/ } } });
    const key = { subject: SUBJECT, kind: "smtp_enable", version: 0, state: "sent", text: "x" };
    for (const remindAt of ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"])
      expect(requestInput.safeParse({ ...key, remindAt }).error?.issues).toMatchObject([
        { path: ["remindAt"], message: "Use a time of the years 1 to 9999." },
      ]);
    const { version } = await save({ state: "sent", remindAt: days(3) });
    const noted = await save({ state: "sent", version, remindAt: days(3), note: "Asked Ms Roth" }, days(9));
    expect(noted.remindAt).toBe(days(3).toISOString());
  });

  test("two people who begin it at once make one; the later form is refused", async () => {
    const [one, two] = await Promise.allSettled([save(), save()]);
    expect([one.status, two.status].sort()).toEqual(["fulfilled", "rejected"]);
    await expect(save({ version: 0 })).rejects.toMatchObject({ code: "conflict" });
    expect(await db().repRequest.count()).toBe(1);
  });

  test("reminds once when its day has come, and not of what has ended", async () => {
    const { version } = await save({ state: "sent", remindAt: days(3) });
    expect(await remindRequests(days(2))).toBe(0);
    expect(await remindRequests(days(3))).toBe(1);
    expect(await remindRequests(days(4))).toBe(1);
    expect(await db().notice.findMany()).toMatchObject([
      { resolvedAt: null, title: "Account representative: create the SMTP configuration" },
    ]);
    await save({ state: "done", version }, days(4));
    expect(await db().notice.count({ where: { resolvedAt: null } })).toBe(0);
    expect(await remindRequests(days(9))).toBe(0);
  });

  test("an auditor reads it, a supervisor does not, and neither changes it", async () => {
    const key = { subject: SUBJECT, kind: "smtp_enable" as const };
    await expect(getRequest(testCtx("supervisor"), key)).rejects.toMatchObject({ code: "forbidden" });
    const input = requestInput.parse({ ...key, version: 0, state: "sent", text: "x" });
    await expect(saveRequest(testCtx("auditor"), input)).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("dates belong to states: what is not sent has none, what ended has its end, what is taken up again has not", () => {
  const some = { sentAt: monday, chasedAt: days(1), endedAt: days(2) };
  for (const from of REQUEST_STATES)
    for (const to of REQUEST_STATES.filter((one) => mayGo(from, one))) {
      const dates = datesAfter(from, to, some, days(5));
      if (to === "not_sent") expect(dates).toEqual({ sentAt: null, chasedAt: null, endedAt: null });
      if (from !== to && (to === "done" || to === "refused")) expect(dates.endedAt).toEqual(days(5));
      if (from !== to && (to === "sent" || to === "chased")) expect(dates.endedAt).toBeNull();
    }
});

test("three working days lie over a week-end", () => {
  expect(suggestReminder(monday)).toEqual(days(3));
  expect(suggestReminder(new Date("2026-11-26T09:00:00Z"))).toEqual(new Date("2026-12-01T09:00:00Z"));
});
