import "server-only";
import type { FoundMessage } from "#lib/cxone/read-messages.ts";
import { db } from "#lib/db/client.ts";
import { lastingStatus, readBounceWords } from "#lib/mail/read-bounce-words.ts";
import { noteBounce, wordsOfStatus } from "../bounced/note-bounce.ts";
import { keepReturned } from "../mails/keep-returned.ts";

/**
 * Keeps what reports among a channel's messages say of mails that came back: of a mail of Patchbay that it did, of a contact's
 * address that it bounced. CXone shows a report's words, not the part for machines: what is not clear from them is left to people.
 */
export async function keepReports(
  channel: { id: string; connectionId: string },
  reports: readonly FoundMessage[],
): Promise<void> {
  if (reports.length === 0) return;
  const own = await ownAddresses(channel.connectionId);
  for (const report of reports) await keepReport(channel, report, own);
}

async function keepReport(
  { id: channelId, connectionId }: { id: string; connectionId: string },
  report: FoundMessage,
  own: readonly string[],
): Promise<void> {
  const at = new Date(report.at);
  const token = /PB-[\w-]+/.exec(`${report.title}\n${report.text}`)?.[0];
  const mail = token ? await db().mail.findFirst({ where: { connectionId, token } }) : null;
  if (mail) {
    const told = lastingStatus(report.text);
    if (told) await db().$transaction((tx) => keepReturned(tx, mail, told, at));
    return;
  }
  const told = readBounceWords(report, own);
  if (!told) return;
  const { address, status, diagnostic } = told;
  const { reason, detail } = wordsOfStatus(status, diagnostic);
  const known = { connectionId_address: { connectionId, address } };
  await db().$transaction(async (tx) => {
    const row = await tx.bouncedAddress.findUnique({ where: known });
    // A later one was there first.
    if (row && row.at >= at) return;
    const where = `Contact ${report.contactNumber}: ${detail}`.slice(0, 500);
    await noteBounce(tx, { connectionId, address, reason, detail: where, mailId: null, channelId, at });
  });
}

/** Addresses that a report names besides the one that failed: of channels and mail servers of the tenant. */
async function ownAddresses(connectionId: string): Promise<string[]> {
  const [channels, smtp] = await Promise.all([
    db().emailChannel.findMany({
      where: { connectionId },
      select: { localPart: true, pointContact: true, domain: { select: { name: true } } },
    }),
    db().smtpConfiguration.findMany({ where: { connectionId }, select: { mailbox: true } }),
  ]);
  return [
    ...channels.flatMap(({ localPart, domain, pointContact }) => [
      ...(localPart && domain ? [`${localPart}@${domain.name}`] : []),
      ...(pointContact ? [pointContact] : []),
    ]),
    ...smtp.map(({ mailbox }) => mailbox),
  ];
}
