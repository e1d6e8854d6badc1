import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadSmtp } from "../smtp/stored-smtp.ts";
import { dispatchMail } from "./dispatch-mail.ts";
import { getMail } from "./reads.ts";
import type { MailView } from "./schema.ts";

/**
 * A test mail to a recipient that was typed (M-29). How it went is in the answer, also when the server or Microsoft refused
 * it: a refused mail is what a test is for. Throws `rate_limited`: 5 a minute per person, 30 an hour per configuration.
 */
export async function sendTestMail(ctx: Ctx, smtpId: string, input: { to: string }): Promise<MailView> {
  requireRole(ctx, "admin", "operator");
  const smtp = await loadSmtp(smtpId);
  const id = await dispatchMail(ctx, smtp, {
    purpose: "test",
    to: input.to,
    write: (token) => ({
      subject: `Patchbay test mail ${token}`,
      text: [
        `This mail was sent by Patchbay to test the mail server ${smtp.host} for ${smtp.mailbox}.`,
        `${ctx.actor.name} asked for it. Nobody waits for an answer.`,
        `Its mark is ${token}.`,
      ].join("\n\n"),
    }),
  });
  return getMail(ctx, id);
}
