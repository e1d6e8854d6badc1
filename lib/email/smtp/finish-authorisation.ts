import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { egress } from "#lib/connections/egress.ts";
import { endTokens } from "#lib/connections/store-credentials.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { finishAuthorisation as finishAtMicrosoft, type Grant } from "#lib/microsoft/authorise.ts";
import { MicrosoftError } from "#lib/microsoft/errors.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { takeAuthorisation } from "./authorisation.ts";
import { endAuthorisation, endUntaken, leadTo } from "./end-authorisation.ts";
import { microsoftFailure } from "./explain-failure.ts";
import { forgetFailing } from "./note-outcome.ts";
import type { Authorised, LastAuthorisation, MailFailure, SmtpGrant } from "./schema.ts";
import { idleEnd, smtpTokens } from "./smtp-tokens.ts";
import { entraAppOf, loadSmtp, REFRESH_TOKEN, type StoredSmtp } from "./stored-smtp.ts";

/**
 * Takes up a round trip where Microsoft sends the browser back to, and says where it goes on: always the page that it
 * was begun on, with how it ended (facts/product.md §2.3, Chatwoot 6353). What went wrong is kept with the configuration, so
 * that the page can explain it.
 */
export async function finishAuthorisation(ctx: Ctx, query: URLSearchParams): Promise<string> {
  requireRole(ctx, "admin");
  const now = ctx.now();
  const state = query.get("state") ?? undefined;
  const taken = await takeAuthorisation(state, ctx.session?.id, now);
  if (!taken.ok) return endUntaken(ctx, taken);
  const smtp = await loadSmtp(taken.smtpId);
  try {
    if (smtp.auth !== "delegated") throw otherWay();
    const app = await entraAppOf(smtp);
    const url = new URL(`${env().publicUrl}/api/email/oauth/callback?${query}`);
    const { codeVerifier, nonce } = taken;
    const answer = { url, state: state ?? "", codeVerifier, nonce };
    const call = { send: egress().send, connectionId: smtp.connectionId, requestId: ctx.requestId };
    const grant = await finishAtMicrosoft(app, answer, call);
    if (grant.tenantId && grant.tenantId !== smtp.tenantId) throw wrongTenant();
    await keepGrant(ctx, smtp, grant);
    return leadTo(taken.back, "success");
  } catch (error) {
    const { end, ...failure } = failureOf(error, smtp, now);
    await endAuthorisation(ctx, smtp.id, end, failure);
    return leadTo(taken.back, end);
  }
}

/**
 * Where an administrator of the tenant goes on who followed the approval link: it bears no state of ours, since anybody
 * there may have been handed it, and mostly they have no account here. Null for the answer to an Authorize.
 */
export function afterApproval(query: URLSearchParams): string | null {
  if (query.has("state")) return null;
  if (query.has("error")) return "/approved?result=declined";
  return query.get("admin_consent")?.toLowerCase() === "true" ? "/approved" : null;
}

async function keepGrant(ctx: Ctx, smtp: StoredSmtp, granted: Grant): Promise<void> {
  const now = ctx.now();
  const at = now.toISOString();
  const { account, scopes } = granted;
  const grant: SmtpGrant = { account, scopes, at, by: ctx.actor.name, refreshedAt: at };
  const authorisation: LastAuthorisation = { end: "success", at, failure: null };
  await db().$transaction(async (tx) => {
    await tx.smtpConfiguration.update({
      where: { id: smtp.id },
      data: { grant, authorisation, grantVersion: { increment: 1 }, credentialsAt: now },
    });
    const options = { now, expiry: idleEnd(now) };
    const subject = smtpSubject(smtp.id);
    const refreshTokenFingerprint = await putSecret(
      tx,
      subject,
      REFRESH_TOKEN,
      granted.refreshToken,
      options,
    );
    await endTokens(tx, smtp.id);
    await forgetFailing(tx, smtp.id, now);
    await notify(tx, "smtp");
    await writeAudit(tx, ctx, {
      action: "smtp.authorised",
      object: subject,
      before: { account: smtp.grant?.account ?? null },
      after: { account, scopes, refreshTokenFingerprint },
    });
  });
  smtpTokens().forget(smtp.id);
}

/** Of Entra, or of a configuration that has lost what it needs since; anything else goes on as it came. */
function failureOf(error: unknown, smtp: StoredSmtp, now: Date): MailFailure & { end: Authorised } {
  if (error instanceof MicrosoftError) return microsoftFailure(error, smtp, now);
  if (!(error instanceof AppError) || error.code !== "bad_input") throw error;
  const { title = "The configuration is not complete", detail = "", fix = "" } = error.options;
  return { end: "failed", code: error.code, title, detail, fix, button: "settings", at: now.toISOString() };
}

const otherWay = () =>
  new AppError("bad_input", {
    title: "Nobody has to authorise this any more",
    detail: "The way to sign in was changed while the authorisation was under way.",
    fix: "Send a test mail.",
  });

const wrongTenant = () =>
  new MicrosoftError("The account belongs to another tenant.", {
    error: "wrong_tenant",
    codes: [50020],
    operation: "code",
  });
