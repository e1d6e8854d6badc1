import { beforeEach, describe, expect, test } from "vitest";
import { takePoint } from "#lib/auth/rate-limit.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { newId } from "#lib/ids.ts";
import { subjectOf } from "../channels/subject.ts";
import { createSmtp } from "../smtp/create-smtp.ts";
import { markBasicAuth } from "../smtp/mark-basic-auth.ts";
import { getSmtp } from "../smtp/reads.ts";
import { withTestMicrosoft } from "../smtp/with-test-microsoft.ts";
import { awaitArrival, mendMails } from "./await-arrival.job.ts";
import { getMail, listMails } from "./reads.ts";
import { recordArrival } from "./record-arrival.ts";
import { mailQuerySchema } from "./schema.ts";
import { sendTestMail } from "./send-test-mail.ts";
import { startRoundTrip } from "./start-round-trip.ts";

withTestDatabase();
const { form, parse, known, control, reset } = withTestMicrosoft();
const ctx = testCtx("admin");
beforeEach(reset);

const configuration = async () => (await createSmtp(ctx, parse(form()))).id;
const read = async <Answer>(path: string) => (await (await control(path, undefined, "GET")).json()) as Answer;
const received = async (mailbox: string) =>
  (await read<{ mails: { subject: string; raw: string }[] }>(`mail?mailbox=${mailbox}`)).mails;
const fault = (more: object) => control("faults", { system: "smtp", times: 1, ...more });

describe("a test mail (M-29)", () => {
  test("is taken by the server, arrives, and its pasted headers open the gate (F-29, M-21)", async () => {
    const id = await configuration();
    await expect(markBasicAuth(ctx, id, "off")).rejects.toMatchObject({ code: "conflict" });
    const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
    expect(sent).toMatchObject({ state: "accepted", answer: { failure: null }, by: "Ann" });
    expect(await getSmtp(ctx, id)).toMatchObject({
      state: "sends",
      gate: { open: false, why: "not_arrived" },
    });
    const [mail] = await received("sales@acme.example");
    expect(mail?.subject).toBe(sent.subject);
    const arrived = await recordArrival(ctx, sent.id, { raw: mail?.raw ?? "" });
    expect(arrived).toMatchObject({ state: "arrived", arrival: { via: "pasted", by: "Ann" } });
    expect(arrived.arrival?.hops.length).toBeGreaterThan(0);
    expect(arrived.arrival?.verdicts.map(({ method }) => method)).toContain("spf");
    expect(await getSmtp(ctx, id)).toMatchObject({ gate: { open: true, mailId: sent.id } });
    await expect(markBasicAuth(testCtx("operator"), id, "off")).rejects.toMatchObject({ code: "forbidden" });
    expect(await markBasicAuth(ctx, id, "off")).toMatchObject({ basicAuth: { state: "off", by: "Ann" } });
  });

  test("takes the headers of no other mail", async () => {
    const id = await configuration();
    const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
    const paste = (raw: string) => recordArrival(ctx, sent.id, { raw });
    const other = "Received: from a by b; Sat, 21 Nov 2026 10:00:00 GMT\nSubject: Another\n\n";
    await expect(paste(other)).rejects.toMatchObject({ options: { fields: { raw: /another mail/ } } });
    await expect(paste("Hello")).rejects.toMatchObject({ code: "bad_input" });
    expect((await getMail(ctx, sent.id)).state).toBe("accepted");
  });

  test("refused because SMTP AUTH is off names the command, marks the configuration, and the page stays", async () => {
    const id = await configuration();
    const { connection } = await getSmtp(ctx, id);
    const of = { id: newId("eml"), connectionId: connection.id, name: "Sender", settings: {} };
    await db().emailChannel.create({ data: { ...of, state: "live", sending: "smtp", smtpId: id } });
    const home = async () =>
      (
        await db().checkResult.findFirst({
          where: { subject: subjectOf(of.id), checkId: "sending.accepted" },
        })
      )?.state;
    await control("microsoft/mailbox", { address: known().smtp.user, smtpAuth: false });
    const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
    expect(sent).toMatchObject({
      state: "refused",
      sentAt: null,
      answer: { failure: { code: "smtp_auth_off" } },
    });
    expect(sent.answer?.failure?.command?.text).toContain(`Set-CASMailbox -Identity ${known().smtp.user}`);
    expect(await getSmtp(ctx, id)).toMatchObject({ state: "failing", lastError: { code: "smtp_auth_off" } });
    expect(await home(), "the channel that sends over it says so").toBe("failed");
    expect(await db().emailChannel.findUnique({ where: { id: of.id } })).toMatchObject({ state: "degraded" });
    const cause = `smtp:${id}:failing`;
    expect(await db().notice.count({ where: { cause, resolvedAt: null } })).toBe(1);
    await control("microsoft/mailbox", { address: known().smtp.user, smtpAuth: true });
    expect(await sendTestMail(ctx, id, { to: "sales@acme.example" })).toMatchObject({ state: "accepted" });
    expect(await db().notice.count({ where: { cause, resolvedAt: null } })).toBe(0);
    expect(await home()).toBe("passed");
    await db().emailChannel.delete({ where: { id: of.id } });
  });

  test("by a service principal with the Object ID of the app registration is refused as 535 5.7.3", async () => {
    const id = await configuration();
    const { objectId, clientId } = known().microsoft;
    await control("microsoft/principal", { objectId, remove: true });
    await control("microsoft/principal", {
      clientId,
      objectId: "a1d0e7f2-6c35-4b98-9e57-20f4c8b3d611",
      name: "x",
    });
    const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
    expect(sent.answer?.failure).toMatchObject({ code: "oauth_refused" });
    expect(sent.answer?.failure?.detail).toContain("enterprise application");
  });

  test("to nobody blames the recipient, not the configuration", async () => {
    const id = await configuration();
    const sent = await sendTestMail(ctx, id, { to: "nobody@acme.example" });
    expect(sent.answer?.failure).toMatchObject({ code: "unknown_mailbox" });
    expect((await getSmtp(ctx, id)).state).not.toBe("failing");
    expect(await db().bouncedAddress.findFirst({ where: { address: "nobody@acme.example" } })).toMatchObject({
      mailId: sent.id,
    });
  });

  test("refused for want of encryption on the way keeps the address as bounced (M-31)", async () => {
    const id = await configuration();
    await fault({ method: "RCPT", status: 550, body: "5.7.10 Encryption required by sales@acme.example" });
    const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
    expect(sent).toMatchObject({ state: "refused", answer: { response: expect.stringContaining("5.7.10") } });
    expect((await getSmtp(ctx, id)).state).not.toBe("failing");
    const kept = await db().bouncedAddress.findFirst({ where: { mailId: sent.id } });
    expect(kept).toMatchObject({ address: "sales@acme.example", reason: "no_tls" });
  });

  test("whose answer is lost is in doubt and is not sent again", async () => {
    const id = await configuration();
    await fault({ method: "DATA", drop: "after" });
    const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
    expect(sent).toMatchObject({ state: "unknown", answer: { failure: { code: "unknown" } } });
    await mendMails(new Date(Date.now() + 3_600_000));
    expect(await received("sales@acme.example")).toHaveLength(1);
  });

  test("leaves no token, secret or text in the request log", async () => {
    const id = await configuration();
    const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
    await egress().flushLog();
    const rows = await db().requestLog.findMany({ where: { requestId: sent.requestId } });
    expect(rows.map(({ method, status }) => [method, status])).toContainEqual(["SMTP", 250]);
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain("eyJ");
    expect(kept).not.toContain("Nobody waits");
  });

  test("is limited to five a minute", async () => {
    const id = await configuration();
    for (let count = 0; count < 5; count++) await sendTestMail(ctx, id, { to: "sales@acme.example" });
    await expect(sendTestMail(ctx, id, { to: "sales@acme.example" })).rejects.toMatchObject({
      code: "rate_limited",
    });
    expect((await listMails(ctx, { smtp: id, limit: 3 })).older).not.toBeNull();
    // A place in the list that is a moment of no calendar is refused; the last one there is, is not.
    const place = (digits: number) => ({ older: `${"9".repeat(digits)}_mail_1` });
    expect(mailQuerySchema.safeParse(place(15)).success).toBe(false);
    expect((await listMails(ctx, mailQuerySchema.parse(place(14)))).items).toHaveLength(5);
  });
});

test("a mail server sends thirty an hour, whoever asks; another one is not held up by it", async () => {
  const [id, other] = [await configuration(), await configuration()];
  const perServer = { name: "mails-smtp", points: 30, durationSeconds: 3_600 };
  for (let count = 0; count < 29; count++) await takePoint(perServer, id);
  const send = (who: string, server: string) =>
    sendTestMail(testCtx("operator", { id: who }), server, { to: "sales@acme.example" });
  expect(await send("usr_a", id)).toMatchObject({ state: "accepted" });
  await expect(send("usr_b", id)).rejects.toMatchObject({ code: "rate_limited" });
  expect(await send("usr_b", other)).toMatchObject({ state: "accepted" });
});

describe("a round trip to a channel (F-29)", () => {
  const channel = async () => {
    const domainId = newId("dom");
    const { connection } = await getSmtp(ctx, await configuration());
    await db().emailDomain.create({
      data: {
        id: domainId,
        connectionId: connection.id,
        name: "acme.example",
        records: [],
        state: "verified",
      },
    });
    const { channels } = await read<{ channels: { channelId: string; pointOfContact?: string }[] }>("email");
    const id = newId("eml");
    await db().emailChannel.create({
      data: {
        id,
        connectionId: connection.id,
        name: `Support ${id}`,
        domainId,
        localPart: "support",
        channelId: channels[0]?.channelId ?? "",
        settings: {},
      },
    });
    return { id, domainId };
  };

  test("is seen in CXone by its token", async () => {
    const smtpId = await configuration();
    const { id, domainId } = await channel();
    const sent = await startRoundTrip(ctx, smtpId, { channelId: id });
    expect(sent).toMatchObject({ state: "accepted", to: "support@acme.example", channelId: id });
    await awaitArrival(sent.id, new Date());
    expect(await getMail(ctx, sent.id)).toMatchObject({ state: "arrived", arrival: { via: "cxone" } });
    expect((await getSmtp(ctx, smtpId)).gate).toMatchObject({ open: true });
    // Nobody has to press the check of step Test.
    const check = { subject: `email-channel:${id}`, checkId: "test.arrived" };
    expect(await db().checkResult.findFirst({ where: check })).toMatchObject({ state: "passed" });
    await db().emailChannel.delete({ where: { id } });
    await db().emailDomain.delete({ where: { id: domainId } });
  });

  test("that comes back to the channel is no arrival, although its report has the subject", async () => {
    const smtpId = await configuration();
    const { id, domainId } = await channel();
    const sent = await startRoundTrip(ctx, smtpId, { channelId: id });
    await control("email/channel", { from: "support@acme.example" });
    // As a tenant that names messages by ids of its own shows it: the title alone tells.
    await db().mail.update({
      where: { id: sent.id },
      data: { messageId: null, subject: "x", token: "PB-NotThere" },
    });
    await control("email/receive", {
      from: "postmaster@acme.example",
      to: "support@acme.example",
      subject: "Undeliverable: Patchbay round trip PB-NotThere",
      text: "550 5.7.10 Encryption required by support@acme.example",
    });
    await awaitArrival(sent.id, new Date());
    expect(await getMail(ctx, sent.id)).toMatchObject({
      state: "bounced",
      answer: { failure: { code: "no_tls" }, response: expect.stringContaining("5.7.10") },
    });
    expect(await db().bouncedAddress.findFirst({ where: { address: sent.to } })).toMatchObject({
      reason: "no_tls",
      channelId: id,
      mailId: sent.id,
    });
    await db().emailChannel.delete({ where: { id } });
    await db().emailDomain.delete({ where: { id: domainId } });
  });

  test("that CXone does not show in time is said so", async () => {
    const smtpId = await configuration();
    const { id, domainId } = await channel();
    await db().emailChannel.update({ where: { id }, data: { channelId: "email_elsewhere" } });
    const sent = await startRoundTrip(ctx, smtpId, { channelId: id });
    await awaitArrival(sent.id, new Date());
    expect((await getMail(ctx, sent.id)).state).toBe("accepted");
    await mendMails(new Date(Date.now() + 12 * 60_000));
    expect((await getMail(ctx, sent.id)).state).toBe("lost");
    await db().emailChannel.delete({ where: { id } });
    await db().emailDomain.delete({ where: { id: domainId } });
  });

  test("needs a channel that CXone knows", async () => {
    const smtpId = await configuration();
    await expect(startRoundTrip(ctx, smtpId, { channelId: "eml_none" })).rejects.toMatchObject({
      code: "bad_input",
    });
  });
});
