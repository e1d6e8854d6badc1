import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { smtpSubject } from "../schema.ts";
import { getSmtp } from "./reads.ts";
import type { SmtpView } from "./schema.ts";

const WHY = {
  not_oauth: "This configuration does not sign in with OAuth: with passwords off it could not send.",
  nothing_sent: "No mail was sent with OAuth yet.",
  not_arrived: "No mail that was sent with OAuth has been seen to arrive yet.",
  changed_since: "The credentials changed after the last mail that arrived.",
} as const;

/**
 * Says that passwords are off at the server. Refused until a mail that was sent with OAuth has arrived since the credentials
 * last changed: whoever switches passwords off before cannot send at all (M-21). Saying that they are on is always possible.
 */
export async function markBasicAuth(ctx: Ctx, id: string, state: "on" | "off"): Promise<SmtpView> {
  requireRole(ctx, "admin");
  const before = await getSmtp(ctx, id);
  if (state === "off" && !before.gate.open) {
    throw new AppError("conflict", {
      title: "Passwords must stay on for now",
      detail: WHY[before.gate.why],
      fix: "Send a test mail or a round trip, see it arrive, then say that passwords are off.",
    });
  }
  if (before.basicAuth.state === state) return before;
  const off = state === "off";
  await db().$transaction(async (tx) => {
    await tx.smtpConfiguration.update({
      where: { id },
      data: {
        basicAuth: state,
        basicAuthOffBy: off ? ctx.actor.name : null,
        basicAuthOffAt: off ? ctx.now() : null,
      },
    });
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, {
      action: off ? "smtp.basic_auth_off" : "smtp.basic_auth_on",
      object: smtpSubject(id),
      before: { basicAuth: before.basicAuth.state },
      after: { basicAuth: state, ...(before.gate.open ? { proof: before.gate.mailId } : {}) },
    });
  });
  return getSmtp(ctx, id);
}
