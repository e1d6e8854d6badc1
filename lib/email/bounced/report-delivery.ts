import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { explainDelivery } from "#lib/mail/explain-delivery.ts";
import { type DeliveryReport, readBounce } from "#lib/mail/read-bounce.ts";
import { keepReturned } from "../mails/keep-returned.ts";
import { channelOfMail, channelOfSender, noteBounce, wordsOfStatus } from "./note-bounce.ts";
import type { DeliveryReportInput, ReadReport } from "./schema.ts";

/**
 * Reads a delivery report that somebody pasted (RFC 3464) and stores whom it names as bounced, under the channel whose address
 * sent the mail. A mail of Patchbay that it is about is known by its Message-ID or token. The report itself is not kept. Throws
 * `bad_input` for what is no report, and for one in which nothing failed.
 */
export async function reportDelivery(ctx: Ctx, input: DeliveryReportInput): Promise<ReadReport> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, raw } = input;
  await loadCxoneConnection(connectionId);
  const report = await readBounce(raw).catch(() => null);
  if (!report) throw refuse("This is no delivery report: it has no part that names a Final-Recipient.");
  const failed = report.recipients.filter(({ action }) => action === "failed");
  const others = report.recipients.filter(({ action }) => action !== "failed");
  if (failed.length === 0) {
    throw refuse(`The report says “${others[0]?.action}”, not that the mail failed. Nothing was stored.`);
  }
  return db().$transaction(async (tx) => {
    const mail = await mailOf(tx, connectionId, report);
    const channelId = mail
      ? await channelOfMail(tx, mail)
      : await channelOfSender(tx, connectionId, report.from);
    const [told] = failed;
    // A mail of Patchbay has one recipient, whatever address it was forwarded to.
    if (mail && told) await keepReturned(tx, mail, told, ctx.now());
    else {
      for (const { address, status, diagnostic } of failed) {
        const words = wordsOfStatus(status, diagnostic);
        await noteBounce(tx, { connectionId, address, ...words, mailId: null, channelId, at: ctx.now() });
      }
    }
    const stored = failed.map(({ address, status, diagnostic }) => {
      const { title, fix } = explainDelivery(status, diagnostic);
      return { address: mail?.toAddress ?? address, status, title, fix };
    });
    await writeAudit(tx, ctx, {
      action: "bounced_address.report_read",
      object: `connection:${connectionId}`,
      after: {
        addresses: stored.map(({ address, status }) => `${address} ${status}`).join(", "),
        server: report.reportedBy ?? "not named",
        ...(mail ? { mailId: mail.id } : {}),
      },
    });
    return {
      stored,
      others: others.map(({ address, action }) => ({ address, action })),
      channel: await tx.emailChannel.findUnique({
        where: { id: channelId ?? "" },
        select: { id: true, name: true },
      }),
      mailId: mail?.id ?? null,
    };
  });
}

/** The mail of Patchbay that a report is about, or null. */
export async function mailOf(
  tx: Tx,
  connectionId: string,
  { messageId, subject }: Pick<DeliveryReport, "messageId" | "subject">,
) {
  const token = /PB-[\w-]+/.exec(subject)?.[0];
  const known = [...(messageId ? [{ messageId }] : []), ...(token ? [{ token }] : [])];
  return tx.mail.findFirst({ where: { connectionId, OR: known } });
}

const refuse = (sentence: string) => new AppError("bad_input", { fields: { raw: sentence } });
