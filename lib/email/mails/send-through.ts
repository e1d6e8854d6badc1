import "server-only";
import type { TokenStore } from "#lib/connections/access-token.ts";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import type { MailOutcome } from "#lib/mail/outcome.ts";
import { type MailAuth, type RawMail, runSession } from "#lib/mail/session.ts";
import { MicrosoftError } from "#lib/microsoft/errors.ts";
import { allowedPrivateHosts } from "#lib/private-hosts/reads.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { isOauth } from "../smtp/schema.ts";
import type { StoredSmtp } from "../smtp/stored-smtp.ts";

/** What a session ended with, or why there was none: Entra gave no token. */
export type Sent = MailOutcome | { kind: "no_token"; error: MicrosoftError };

/** One mail, or a sign-in without one, through a configuration. */
export async function sendThrough(
  smtp: StoredSmtp,
  mail: RawMail | null,
  requestId: string,
  tokens: TokenStore,
): Promise<Sent> {
  try {
    const auth = await authOf(smtp, tokens);
    const first = await session(smtp, auth, mail, requestId);
    // A permission that was granted since the token was made is only in the next one. Nothing has left yet.
    const stale = first.kind === "refused" && first.stage === "sign_in" && auth.kind === "oauth";
    if (!stale) return first;
    const next = await authOf(smtp, tokens, auth.accessToken);
    return await session(smtp, next, mail, requestId);
  } catch (error) {
    if (error instanceof MicrosoftError) return { kind: "no_token", error };
    throw error;
  }
}

async function session(smtp: StoredSmtp, auth: MailAuth, mail: RawMail | null, requestId: string) {
  const { host, port, security, caCertificate, connectionId } = smtp;
  return runSession({ host, port, security, caCertificate }, auth, mail, {
    log: egress().requestLog,
    allowedPrivateHosts: await allowedPrivateHosts(),
    connectionId,
    requestId,
  });
}

async function authOf(smtp: StoredSmtp, tokens: TokenStore, refused?: string): Promise<MailAuth> {
  if (isOauth(smtp.auth)) {
    return { kind: "oauth", user: smtp.mailbox, accessToken: await tokens.getAccessToken(smtp.id, refused) };
  }
  if (smtp.auth === "none") return { kind: "none" };
  const password = (await readSecret(db(), smtpSubject(smtp.id), "password")) ?? "";
  return { kind: "password", user: smtp.mailbox, password };
}
