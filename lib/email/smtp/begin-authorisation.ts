import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { ownPath } from "#lib/auth/mapping.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { requireSession } from "#lib/auth/require-session.ts";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { beginAuthorisation as beginAtMicrosoft } from "#lib/microsoft/authorise.ts";
import { MicrosoftError } from "#lib/microsoft/errors.ts";
import { smtpSubject } from "../schema.ts";
import { keepAuthorisation } from "./authorisation.ts";
import { microsoftFailure } from "./explain-failure.ts";
import { redirectUri } from "./reads.ts";
import { entraAppOf, loadSmtp } from "./stored-smtp.ts";

/**
 * Begins the Authorize of M-27: where the browser goes. It comes back to `back`, a page of this console. Also re-authorises:
 * the id, the history and what uses the configuration stay (F-23).
 */
export async function beginAuthorisation(ctx: Ctx, id: string, back: string): Promise<{ url: string }> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const { sessionId } = requireSession(ctx);
  const smtp = await loadSmtp(id);
  if (smtp.auth !== "delegated") {
    throw new AppError("bad_request", {
      title: "Nobody has to authorise this",
      detail: "Only a configuration with delegated OAuth is authorised by a person.",
      fix: "Send a test mail.",
    });
  }
  const app = await entraAppOf(smtp);
  const call = { send: egress().send, connectionId: smtp.connectionId, requestId: ctx.requestId };
  const input = { redirectUri: redirectUri(), mailbox: smtp.mailbox };
  const begun = await beginAtMicrosoft(app, input, call).catch((error: unknown) => {
    if (!(error instanceof MicrosoftError)) throw error;
    const { title, detail, fix } = microsoftFailure(error, smtp, ctx.now());
    throw new AppError("upstream_failed", { title, detail, fix, cause: error });
  });
  const page = ownPath(back);
  await keepAuthorisation(
    begun.state,
    {
      smtpId: id,
      sessionId,
      back: page === "/" ? `/email/smtp/${id}` : page,
      codeVerifier: begun.codeVerifier,
      nonce: begun.nonce,
    },
    ctx.now(),
  );
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "smtp.authorisation_begun",
      object: smtpSubject(id),
      after: { mailbox: smtp.mailbox, tenantId: smtp.tenantId, clientId: smtp.clientId },
    }),
  );
  return { url: begun.url };
}
