import "server-only";
import { systemCtx } from "#lib/auth/ctx.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { findMail, type MailMessage } from "#lib/cxone/find-mail.ts";
import { db } from "#lib/db/client.ts";
import type { Mail } from "#lib/db/generated/client.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { notify } from "#lib/live/notify.ts";
import { log } from "#lib/log.ts";
import { isReport, lastingStatus } from "#lib/mail/read-bounce-words.ts";
import { keepReturned } from "./keep-returned.ts";
import type { MailArrival } from "./schema.ts";
import { tellChannel } from "./tell-channel.ts";

const AGAIN_SECONDS = 5;
/** A session ends by itself long before. */
const SENDING_MS = 5 * 60_000;
/** How long after the last look that should have been a mail counts as forgotten. */
const FORGOTTEN_MS = 60_000;

/** Looks once for a mail in CXone and asks for the next look, until it is there, has come back, or its time is over. */
export async function awaitArrival(mailId: string, now: Date): Promise<void> {
  const mail = await db().mail.findUnique({ where: { id: mailId } });
  // Nothing to await any more: somebody pasted its headers, or another look was first.
  if (!mail?.giveUpAt || (mail.state !== "accepted" && mail.state !== "unknown")) return;
  const messages = await look(mail);
  // A report has the subject in its title too: it is not the mail.
  const arrived = messages.find((message) => !isReport(message));
  if (arrived) return keepArrival(mail, arrived.contactNumber, now);
  const [told] = messages.flatMap(({ text }) => lastingStatus(text) ?? []);
  if (told) {
    await db().$transaction((tx) => keepReturned(tx, mail, told, now));
    return;
  }
  if (mail.giveUpAt <= now) return giveUp(mail);
  await db().$transaction((tx) =>
    sendJob(tx, "mails.await", { mailId }, { startAfterSeconds: AGAIN_SECONDS }),
  );
}

async function look(mail: Mail): Promise<MailMessage[]> {
  const channel = await db().emailChannel.findUnique({ where: { id: mail.channelId ?? "" } });
  if (!channel?.channelId || !mail.token) return [];
  try {
    const client = await clientFor(mail.connectionId, { requestId: mail.requestId });
    return await findMail(client, channel.channelId, { messageId: mail.messageId, token: mail.token });
  } catch (error) {
    // CXone that does not answer says nothing of the mail: the next look will.
    log.warn({ error: (error as Error).message, mailId: mail.id }, "mail: could not look for it");
    return [];
  }
}

async function keepArrival(mail: Mail, contactNumber: string, now: Date): Promise<void> {
  const arrival: MailArrival = {
    via: "cxone",
    at: now.toISOString(),
    by: null,
    contactNumber: contactNumber || null,
    hops: [],
    verdicts: [],
    judgedBy: null,
    totalSeconds: null,
  };
  await db().$transaction(async (tx) => {
    await tx.mail.updateMany({
      where: { id: mail.id, state: { in: ["accepted", "unknown"] } },
      data: { state: "arrived", arrival, arrivedAt: now, giveUpAt: null },
    });
    await notify(tx, "mails");
    await notify(tx, "smtp");
  });
  await tellChannel(systemCtx("mails.await"), mail);
}

async function giveUp(mail: Mail): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.mail.updateMany({
      where: { id: mail.id, state: { in: ["accepted", "unknown"] } },
      // What was in doubt stays so.
      data: { giveUpAt: null, ...(mail.state === "accepted" ? { state: "lost" } : {}) },
    });
    await notify(tx, "mails");
  });
}

/** Mends what a process that died has left: a mail that was being sent, one that nobody looks for any more. */
export async function mendMails(now: Date): Promise<void> {
  await db().mail.updateMany({
    where: { state: "sending", createdAt: { lt: new Date(now.getTime() - SENDING_MS) } },
    data: { state: "unknown" },
  });
  const forgotten = await db().mail.findMany({
    where: {
      giveUpAt: { lt: new Date(now.getTime() - FORGOTTEN_MS) },
      state: { in: ["accepted", "unknown"] },
    },
    select: { id: true },
  });
  for (const { id } of forgotten) await awaitArrival(id, now);
}

export const mailJobs: readonly JobHandler[] = [
  {
    name: "mails.await",
    run: async (data) => awaitArrival(String(data.mailId), new Date()),
  },
  { name: "mails.mend", cron: "* * * * *", run: async () => mendMails(new Date()) },
];
