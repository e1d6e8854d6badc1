import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { readArrival } from "#lib/mail/read-arrival.ts";
import { readBounce } from "#lib/mail/read-bounce.ts";
import { smtpSubject } from "../schema.ts";
import { getMail } from "./reads.ts";
import { recordReturned } from "./record-returned.ts";
import type { MailArrival, MailView } from "./schema.ts";
import { tellChannel } from "./tell-channel.ts";

/**
 * Takes the headers of a mail that arrived somewhere Patchbay cannot look, and keeps its way and the receiving server's
 * verdicts (F-29). They must be of this mail: its Message-ID or its token is in them. The body is not kept. A report that the
 * mail came back is taken for what it is.
 */
export async function recordArrival(ctx: Ctx, id: string, input: { raw: string }): Promise<MailView> {
  requireRole(ctx, "admin", "operator");
  const mail = await getMail(ctx, id);
  if (mail.state === "refused" || mail.state === "sending") {
    throw new AppError("conflict", {
      title: "This mail has not left",
      detail: "It cannot have arrived anywhere.",
      fix: "Paste the headers at the mail they belong to.",
    });
  }
  const report = await readBounce(input.raw).catch(() => null);
  if (report) return recordReturned(ctx, id, report);
  const read = await readArrival(input.raw).catch(() => null);
  const token = /PB-\w+/.exec(mail.subject)?.[0] ?? mail.subject;
  if (!read || read.hops.length === 0) {
    throw refuse(
      "No headers of a mail that arrived are in this: it has no line that begins with “Received:”.",
    );
  }
  if (read.messageId !== mail.messageId && !read.subject.includes(token)) {
    throw refuse(`These are the headers of another mail: neither its Message-ID nor ${token} is in them.`);
  }
  const now = ctx.now();
  const { hops, verdicts, judgedBy, totalSeconds } = read;
  const seen = mail.arrival;
  const arrival: MailArrival = {
    via: seen?.via ?? "pasted",
    at: seen?.at ?? now.toISOString(),
    by: seen?.by ?? ctx.actor.name,
    contactNumber: seen?.contactNumber ?? null,
    hops,
    verdicts,
    judgedBy,
    totalSeconds,
  };
  await db().$transaction(async (tx) => {
    await tx.mail.update({
      where: { id },
      data: { state: "arrived", arrival, arrivedAt: new Date(arrival.at), giveUpAt: null },
    });
    await notify(tx, "mails");
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, {
      action: "mail.arrival_recorded",
      object: smtpSubject(mail.smtp?.id ?? ""),
      after: { mailId: id, verdicts: verdicts.map(({ method, result }) => `${method}=${result}`) },
    });
  });
  await tellChannel(ctx, mail);
  return getMail(ctx, id);
}

const refuse = (sentence: string) => new AppError("bad_input", { fields: { raw: sentence } });
