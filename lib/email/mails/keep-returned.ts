import "server-only";
import type { Tx } from "#lib/db/client.ts";
import type { Mail } from "#lib/db/generated/client.ts";
import { notify } from "#lib/live/notify.ts";
import { explainDelivery } from "#lib/mail/explain-delivery.ts";
import { channelOfMail, noteBounce, wordsOfStatus } from "../bounced/note-bounce.ts";
import type { MailAnswer } from "./schema.ts";

/** What a server said of a mail that it sent back: its status (RFC 3463) and its words. */
export type Returned = { status: string; diagnostic: string };

/**
 * Keeps that a mail of Patchbay came back, with the words of the dictionary, and stores its address as bounced. Gives whether
 * it changed anything: a mail that came back before, or was seen at its recipient, stays as it is.
 */
export async function keepReturned(tx: Tx, mail: Mail, { status, diagnostic }: Returned, now: Date) {
  const { id: code, title, detail, fix } = explainDelivery(status, diagnostic);
  const response = diagnostic.includes(status) ? diagnostic : `${status} ${diagnostic}`.trim();
  const answer: MailAnswer = { response, failure: { code, title, detail, fix, at: now.toISOString() } };
  const { count } = await tx.mail.updateMany({
    where: { id: mail.id, state: { in: ["accepted", "unknown", "lost"] } },
    data: { state: "bounced", answer, giveUpAt: null },
  });
  if (count === 0) return false;
  await noteBounce(tx, {
    connectionId: mail.connectionId,
    address: mail.toAddress,
    ...wordsOfStatus(status, diagnostic),
    mailId: mail.id,
    channelId: await channelOfMail(tx, mail),
    at: now,
  });
  await notify(tx, "mails");
  return true;
}
