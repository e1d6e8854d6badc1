import "server-only";
import { db } from "#lib/db/client.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import { notify } from "#lib/live/notify.ts";
import { channelOfMail, noteBounce } from "../bounced/note-bounce.ts";
import type { BounceReason } from "../bounced/schema.ts";
import { blamesConfiguration, mailFailure, microsoftFailure } from "../smtp/explain-failure.ts";
import { noteFailing, noteSending } from "../smtp/note-outcome.ts";
import type { StoredSmtp } from "../smtp/stored-smtp.ts";
import type { MailAnswer } from "./schema.ts";
import type { Sent } from "./send-through.ts";
import type { MailState } from "./state.ts";

/** The first look for a mail that CXone should have: SES takes some seconds. */
export const FIRST_LOOK_SECONDS = 5;

/** Keeps what became of a mail, with the configuration where it is to blame, and begins to await it where that was asked. */
export async function recordOutcome(
  smtp: StoredSmtp,
  mail: { id: string; to: string; channelId: string | null; giveUpAt: Date | undefined },
  sent: Sent,
  now: Date,
): Promise<void> {
  const { state, answer } = judge(smtp, sent, now);
  await db().$transaction(async (tx) => {
    const left = state === "accepted" || state === "unknown";
    await tx.mail.update({
      where: { id: mail.id },
      data: { state, answer, sentAt: left ? now : null, ...(left ? {} : { giveUpAt: null }) },
    });
    await notify(tx, "mails");
    // Entra's refusal is noted where the token is asked for.
    if (sent.kind === "accepted") await noteSending(tx, smtp.id, now);
    else if (sent.kind !== "no_token" && answer.failure && blamesConfiguration(sent)) {
      await noteFailing(tx, smtp.id, answer.failure, now);
    }
    const reason = bounceOf(sent, answer.failure?.code);
    if (reason) {
      await noteBounce(tx, {
        connectionId: smtp.connectionId,
        address: mail.to,
        reason,
        detail: `${answer.failure?.title}: ${answer.response}`.slice(0, 500),
        mailId: mail.id,
        channelId: await channelOfMail(tx, { channelId: mail.channelId, smtpId: smtp.id }),
        at: now,
      });
    }
    if (mail.giveUpAt && left) {
      await sendJob(tx, "mails.await", { mailId: mail.id }, { startAfterSeconds: FIRST_LOOK_SECONDS });
    }
  });
}

/** Why the recipient's address is to blame; null when it is not. */
function bounceOf(sent: Sent, code: string | undefined): BounceReason | null {
  if (code === "unknown_mailbox") return "unknown_mailbox";
  // A server that asks for encryption on the way to the recipient, and finds none (M-31).
  return sent.kind === "refused" && sent.enhanced === "5.7.10" ? "no_tls" : null;
}

function judge(smtp: StoredSmtp, sent: Sent, now: Date): { state: MailState; answer: MailAnswer } {
  switch (sent.kind) {
    case "accepted":
      return { state: "accepted", answer: { response: sent.response, failure: null } };
    case "no_token": {
      const { end: _, ...failure } = microsoftFailure(sent.error, smtp, now);
      return { state: "refused", answer: { response: "", failure } };
    }
    case "unknown":
      return { state: "unknown", answer: { response: "", failure: mailFailure(sent, smtp, now) } };
    case "refused":
      return { state: "refused", answer: { response: sent.response, failure: mailFailure(sent, smtp, now) } };
    default:
      return { state: "refused", answer: { response: "", failure: mailFailure(sent, smtp, now) } };
  }
}
