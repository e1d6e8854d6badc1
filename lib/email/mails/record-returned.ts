import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { DeliveryReport } from "#lib/mail/read-bounce.ts";
import { smtpSubject } from "../schema.ts";
import { keepReturned } from "./keep-returned.ts";
import { getMail } from "./reads.ts";
import type { MailView } from "./schema.ts";

/**
 * Takes a report that a mail of Patchbay came back. It must be about this mail: its Message-ID or its token is in what the report
 * returns, or its recipient in one that returns nothing. Throws `bad_input` for another mail's, and for one that only tells of a
 * delay.
 */
export async function recordReturned(ctx: Ctx, id: string, report: DeliveryReport): Promise<MailView> {
  requireRole(ctx, "admin", "operator");
  const mail = await db().mail.findUniqueOrThrow({ where: { id } });
  const { messageId, subject, recipients } = report;
  const named = recipients.find(({ address }) => address === mail.toAddress.toLowerCase());
  const isOurs =
    messageId === null
      ? named !== undefined && (subject === "" || subject.includes(mail.token ?? mail.subject))
      : messageId === mail.messageId || (mail.token !== null && subject.includes(mail.token));
  if (!isOurs)
    throw refuse("This report is about another mail: neither Message-ID nor subject is of this one.");
  // It had one recipient: where the report names another address, the mail was forwarded there.
  const told = named ?? recipients[0];
  if (told?.action !== "failed") {
    throw refuse(
      `The report says that the mail is “${told?.action ?? "unknown"}”, not that it failed. Nothing was stored.`,
    );
  }
  await db().$transaction(async (tx) => {
    if (!(await keepReturned(tx, mail, told, ctx.now()))) throw alreadyKnown();
    await writeAudit(tx, ctx, {
      action: "mail.returned",
      object: smtpSubject(mail.smtpId ?? ""),
      after: { mailId: id, status: told.status, server: report.reportedBy ?? "not named" },
    });
  });
  return getMail(ctx, id);
}

const refuse = (sentence: string) => new AppError("bad_input", { fields: { raw: sentence } });
const alreadyKnown = () =>
  new AppError("conflict", {
    title: "This mail was seen at its recipient, or came back before",
    detail: "What is known of it stays.",
    fix: "Compare the report with the mail it stands at.",
  });
