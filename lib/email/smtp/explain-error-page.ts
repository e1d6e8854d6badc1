import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { type ErrorPage, readErrorPage } from "#lib/microsoft/read-error-page.ts";
import { loadSmtp } from "./stored-smtp.ts";

/** What a page of Microsoft means that did not lead back, with the ids of this configuration. Keeps nothing. */
export async function explainErrorPage(ctx: Ctx, id: string, text: string): Promise<ErrorPage> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { tenantId, clientId, mailbox } = await loadSmtp(id);
  return readErrorPage(text, { tenantId: tenantId ?? "", clientId: clientId ?? "", mailbox });
}
