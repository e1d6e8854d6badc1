import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { putSecret, type SecretExpiry } from "#lib/vault/secrets.ts";
import type { Expiry } from "./input-fields.ts";
import type { SecretField } from "./schema.ts";
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
  secrets: Partial<Record<SecretField, string | undefined>>,
  expiries: Partial<Record<SecretField, Expiry | undefined>>,
  now: Date,
): Promise<Record<string, string>> {
  const subject = subjectOf(id);
  const fingerprints: Record<string, string> = {};
  for (const [name, secret] of Object.entries(secrets)) {
    if (!secret) continue;
    const field = name as SecretField;
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
