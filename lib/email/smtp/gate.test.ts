// The gate of M-21 against real mails: whether "Passwords are off at the server" may be said, and by which mail.
import { beforeEach, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { newId } from "#lib/ids.ts";
import { recordArrival } from "../mails/record-arrival.ts";
import { sendTestMail } from "../mails/send-test-mail.ts";
import { beginAuthorisation } from "./begin-authorisation.ts";
import { createSmtp } from "./create-smtp.ts";
import { finishAuthorisation } from "./finish-authorisation.ts";
import { markBasicAuth } from "./mark-basic-auth.ts";
import { getSmtp } from "./reads.ts";
import { loadSmtp } from "./stored-smtp.ts";
import { updateSmtp } from "./update-smtp.ts";
import { signInAtMicrosoft, withTestMicrosoft } from "./with-test-microsoft.ts";

withTestDatabase();
const { form, parse, known, control, reset } = withTestMicrosoft();
const ctx = testCtx("admin");
beforeEach(reset);

/** A mail that the server took, and what pastes its headers as they arrived. */
async function send() {
  const { id } = await createSmtp(ctx, parse(form()));
  const sent = await sendTestMail(ctx, id, { to: "sales@acme.example" });
  const answer = await control("mail?mailbox=sales@acme.example", undefined, "GET");
  const { mails } = (await answer.json()) as { mails: { raw: string }[] };
  return { id, sent, arrive: () => recordArrival(ctx, sent.id, { raw: mails[0]?.raw ?? "" }) };
}

const KEPT = { secrets: { clientSecret: "" } };
test.each([
  ["a new secret", "before", {}],
  ["a new secret", "after", {}],
  ["another mailbox", "before", { ...KEPT, mailbox: "sales@acme.example" }],
  ["another mailbox", "after", { ...KEPT, mailbox: "sales@acme.example" }],
] as const)(
  "a mail of before %s opens nothing, although it arrives %s it",
  async (_what, arrives, change) => {
    const { id, arrive } = await send();
    if (arrives === "before") await arrive();
    const { version, name } = await getSmtp(ctx, id);
    await updateSmtp(ctx, id, version, parse({ ...form(), name, ...change }));
    if (arrives === "after") await arrive();
    expect(await getSmtp(ctx, id)).toMatchObject({ gate: { open: false, why: "changed_since" } });
    await expect(markBasicAuth(ctx, id, "off")).rejects.toMatchObject({ code: "conflict" });
  },
);

test("a mail that arrived opens the gate also from behind many that were sent after it and arrived nowhere", async () => {
  const { id, sent, arrive } = await send();
  await arrive();
  const row = await db().mail.findUniqueOrThrow({ where: { id: sent.id } });
  const { answer: _, arrival: __, arrivedAt: ___, ...bare } = row;
  await db().mail.createMany({
    data: Array.from({ length: 60 }, (_, later) => ({
      ...bare,
      id: newId("mail"),
      token: `PB-later-${later}`,
      state: "accepted",
      createdAt: new Date(row.createdAt.getTime() + later + 1),
    })),
  });
  expect((await getSmtp(ctx, id)).gate).toMatchObject({ open: true, mailId: sent.id });
});

test("an authorisation that is made again, by whomever, takes back what a mail has proved of the one before", async () => {
  const { id } = await createSmtp(ctx, parse(form({ auth: "delegated" })));
  const authorise = async () => {
    const { url } = await beginAuthorisation(ctx, id, "");
    await finishAuthorisation(ctx, await signInAtMicrosoft(url, known().smtp.user));
  };
  await authorise();
  const { connectionId, mailbox } = await loadSmtp(id);
  const mail = { smtpId: id, connectionId, purpose: "test", fromAddress: mailbox, toAddress: mailbox };
  const asked = { subject: "x", requestedBy: "Ann", requestId: "req_1", createdAt: new Date() };
  await db().mail.create({
    data: { id: newId("mail"), ...mail, ...asked, state: "arrived", arrivedAt: new Date() },
  });
  expect((await getSmtp(ctx, id)).gate).toMatchObject({ open: true });
  await authorise();
  expect((await getSmtp(ctx, id)).gate).toEqual({ open: false, why: "changed_since" });
});
