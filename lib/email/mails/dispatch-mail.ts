import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { type Limit, takePoint } from "#lib/auth/rate-limit.ts";
import { db } from "#lib/db/client.ts";
import { newId, newSecret } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { composeMail } from "#lib/mail/compose.ts";
import { tellChannels } from "../channels/tell-channels.ts";
import { smtpSubject } from "../schema.ts";
import { smtpTokens } from "../smtp/smtp-tokens.ts";
import type { StoredSmtp } from "../smtp/stored-smtp.ts";
import { recordOutcome } from "./record-outcome.ts";
import type { Purpose } from "./schema.ts";
import { sendThrough } from "./send-through.ts";

const PER_PERSON: Limit = { name: "mails-person", points: 5, durationSeconds: 60 };
const PER_CONFIGURATION: Limit = { name: "mails-smtp", points: 30, durationSeconds: 3_600 };
const TOKEN_LENGTH = 12;

export type Draft = {
  purpose: Purpose;
  to: string;
  channelId?: string | undefined;
  giveUpAt?: Date | undefined;
  /** Given the token that stands in the subject. */
  write(token: string): { subject: string; text: string; html?: string };
};

/**
 * Sends one mail through a configuration and keeps what became of it; gives its id. The row is there before anything leaves,
 * so that a process that dies leaves a trace: such a mail is never sent again by itself.
 */
export async function dispatchMail(ctx: Ctx, smtp: StoredSmtp, draft: Draft): Promise<string> {
  await takePoint(PER_PERSON, ctx.actor.id);
  await takePoint(PER_CONFIGURATION, smtp.id);
  const id = newId("mail");
  const token = `PB-${newSecret(TOKEN_LENGTH)}`;
  const { subject, text, html } = draft.write(token);
  const now = ctx.now();
  const { mailbox: from, connectionId } = smtp;
  const { purpose, to } = draft;
  const { raw, messageId } = await composeMail({
    from,
    to,
    subject,
    text,
    html,
    headers: { "X-Patchbay-Token": token },
    date: now,
  });
  await db().$transaction(async (tx) => {
    await tx.mail.create({
      data: {
        id,
        connectionId,
        purpose,
        smtpId: smtp.id,
        channelId: draft.channelId ?? null,
        fromAddress: from,
        toAddress: to,
        subject,
        token,
        state: "sending",
        messageId,
        requestedBy: ctx.actor.name,
        requestId: ctx.requestId,
        createdAt: now,
        giveUpAt: draft.giveUpAt ?? null,
      },
    });
    await notify(tx, "mails");
    await writeAudit(tx, ctx, {
      action: "mail.requested",
      object: smtpSubject(smtp.id),
      after: { mailId: id, purpose, to },
    });
  });
  const sent = await sendThrough(smtp, { from, to, raw }, ctx.requestId, smtpTokens());
  const channelId = draft.channelId ?? null;
  await recordOutcome(smtp, { id, to, channelId, giveUpAt: draft.giveUpAt }, sent, new Date());
  await tellChannels(ctx, { smtpId: smtp.id });
  return id;
}
