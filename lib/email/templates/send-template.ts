import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { AppError } from "#lib/errors.ts";
import { plainText } from "../html/inspect-html.ts";
import { fillVariables } from "../html/mapping.ts";
import { sanitiseHtml } from "../html/sanitise-html.ts";
import { dispatchMail } from "../mails/dispatch-mail.ts";
import { getMail } from "../mails/reads.ts";
import type { MailView } from "../mails/schema.ts";
import { loadSmtp } from "../smtp/stored-smtp.ts";
import { loadTemplate } from "./load-template.ts";
import type { SendInput } from "./schema.ts";

/**
 * Sends a template as it is kept, filled with its sample values, to an address that was typed. The HTML goes as it is written:
 * what the reader's program makes of it is what the test is for. How it went is in the answer; throws `rate_limited`.
 */
export async function sendTemplate(ctx: Ctx, id: string, { smtpId, to }: SendInput): Promise<MailView> {
  requireRole(ctx, "admin", "operator");
  const template = await loadTemplate(id);
  const smtp = await loadSmtp(smtpId);
  if (smtp.connectionId !== template.connection.id)
    throw new AppError("bad_input", {
      fields: { smtpId: "This mail server belongs to another connection." },
    });
  const html = fillVariables(template.html, template.sample, { asHtml: true });
  const mailId = await dispatchMail(ctx, smtp, {
    purpose: "template",
    to,
    write: (token) => ({
      subject: `${template.name}, version ${template.version}: test ${token}`.replace(/\s+/g, " "),
      text: plainText(sanitiseHtml(html, { remoteImages: false }).html),
      html,
    }),
  });
  return getMail(ctx, mailId);
}
