import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { putSecret, type SecretExpiry } from "#lib/vault/secrets.ts";
import { CXONE_SECRETS, type CxoneSecretField, type Expiry } from "./schema.ts";
import { subjectOf } from "./stored-connection.ts";

/** "" is what nobody has said yet; a day begins at midnight UTC, the careful reading. */
export const expiryOf = (text: Expiry | undefined): SecretExpiry =>
  text === "never" ? "never" : text ? new Date(`${text}T00:00:00Z`) : undefined;

/** Cause of all reminders of one secret. */
export const expiryCauseOf = (subject: string, field: string) => `expiry:secret:${subject}/${field}:`;

/** Keeps the secrets that were given; returns their fingerprints for the audit row. */
export async function storeSecrets(
  tx: Tx,
  id: string,
  secrets: Partial<Record<CxoneSecretField, string | undefined>>,
  expiries: Partial<Record<CxoneSecretField, Expiry | undefined>>,
  now: Date,
): Promise<Record<string, string>> {
  const subject = subjectOf(id);
  const fingerprints: Record<string, string> = {};
  for (const field of CXONE_SECRETS) {
    const secret = secrets[field];
    if (!secret) continue;
    const expiry = expiryOf(expiries[field]);
    fingerprints[`${field}Fingerprint`] = await putSecret(tx, subject, field, secret, { now, expiry });
    await resolveNoticesOf(tx, expiryCauseOf(subject, field), now);
  }
  return fingerprints;
}

/** Nobody may go on with a token of the old credentials, nor store one that is being asked for now; every process is told. */
export async function endTokens(tx: Tx, id: string): Promise<void> {
  await tx.accessToken.updateMany({
    where: { connectionId: id },
    data: {
      ciphertext: null,
      credentialVersion: { increment: 1 },
      leaseOwner: null,
      leaseUntil: null,
      failedAt: null,
      failingSince: null,
      failure: Prisma.DbNull,
    },
  });
  await notify(tx, "connections");
}
