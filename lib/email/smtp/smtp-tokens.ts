import "server-only";
import { createTokenStore, type TokenSource, type TokenStore } from "#lib/connections/access-token.ts";
import { egress } from "#lib/connections/egress.ts";
import { db, pool } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";
import { MicrosoftError, type MicrosoftErrorDetails } from "#lib/microsoft/errors.ts";
import { refreshGrant, requestAppToken } from "#lib/microsoft/tokens.ts";
import { putSecret, readSecret } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { microsoftFailure } from "./explain-failure.ts";
import { noteFailing } from "./note-outcome.ts";
import { entraAppOf, loadSmtp, REFRESH_TOKEN, type StoredSmtp } from "./stored-smtp.ts";

const shared = globalThis as unknown as { patchbaySmtpTokens?: TokenStore };

type Packed = Pick<MicrosoftErrorDetails, "error" | "codes" | "operation"> & { message: string };

const source: TokenSource = {
  async request(smtpId) {
    const smtp = await loadSmtp(smtpId);
    try {
      return await requestToken(smtp);
    } catch (error) {
      if (error instanceof MicrosoftError) {
        const now = new Date();
        const failure = microsoftFailure(error, smtp, now);
        await db().$transaction((tx) => noteFailing(tx, smtpId, failure, now));
      }
      throw error;
    }
  },
  packError: (error) => {
    const known = error instanceof MicrosoftError ? error : undefined;
    return {
      error: known?.error ?? "unreachable",
      codes: known?.codes ?? [],
      operation: known?.operation ?? "refresh",
      message: (error as Error).message,
    } satisfies Packed;
  },
  unpackError: (packed) => {
    const { message, ...details } = packed as Packed;
    return new MicrosoftError(message, details);
  },
};

/**
 * Access tokens of all SMTP configurations, each asked for by one process at a time while the others wait
 * (facts/product.md §6, token refresh). They never leave the server.
 */
export function smtpTokens(): TokenStore {
  shared.patchbaySmtpTokens ??= createTokenStore(pool(), source);
  return shared.patchbaySmtpTokens;
}

async function requestToken(smtp: StoredSmtp) {
  const app = await entraAppOf(smtp);
  const call = { send: egress().send, connectionId: smtp.connectionId };
  if (smtp.auth !== "delegated") {
    const { accessToken, expiresInSeconds } = await requestAppToken(app, call);
    return { token: accessToken, expiresInSeconds };
  }
  const refreshToken = await readSecret(db(), smtpSubject(smtp.id), REFRESH_TOKEN);
  if (!refreshToken) throw notAuthorised();
  const fresh = await refreshGrant(app, refreshToken, call);
  await keepRotated(smtp, fresh.refreshToken ?? refreshToken);
  return { token: fresh.accessToken, expiresInSeconds: fresh.expiresInSeconds };
}

/**
 * Keeps the next refresh token before anything else can fail. Somebody who has authorised anew meanwhile wins: their token is
 * not written over with the successor of the old one.
 */
async function keepRotated(smtp: StoredSmtp, refreshToken: string): Promise<void> {
  const now = new Date();
  await db().$transaction(async (tx) => {
    const grant = smtp.grant ? { ...smtp.grant, refreshedAt: now.toISOString() } : undefined;
    const { count } = await tx.smtpConfiguration.updateMany({
      where: { id: smtp.id, grantVersion: smtp.grantVersion },
      data: { grantVersion: { increment: 1 }, ...(grant ? { grant } : {}) },
    });
    if (count === 0) return;
    await putSecret(tx, smtpSubject(smtp.id), REFRESH_TOKEN, refreshToken, { now, expiry: idleEnd(now) });
    await notify(tx, "smtp");
  });
}

/** A refresh token that nobody uses ends after 90 days. */
export const idleEnd = (now: Date) => new Date(now.getTime() + 90 * 86_400_000);

const notAuthorised = () =>
  new MicrosoftError("Nobody has authorised this configuration yet.", {
    error: "not_authorised",
    codes: [],
    operation: "refresh",
  });
