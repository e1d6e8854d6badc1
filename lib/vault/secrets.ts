import "server-only";
import type { Tx } from "#lib/db/client.ts";
import type { SecretView } from "./schema.ts";
import { fingerprint, open, seal } from "./seal.ts";

const place = (subject: string, field: string) => `${subject}/${field}`;

/** The last four characters; too short a secret would be given away by them. */
const hintOf = (plaintext: string) => (plaintext.length >= 12 ? plaintext.slice(-4) : "");

/** Stores or replaces one secret; returns its fingerprint for the audit row. */
export async function putSecret(
  tx: Tx,
  subject: string,
  field: string,
  plaintext: string,
  options: { now: Date; expiresAt?: Date | null },
): Promise<string> {
  const row = {
    ciphertext: seal(plaintext, place(subject, field)),
    fingerprint: fingerprint(plaintext),
    hint: hintOf(plaintext),
    setAt: options.now,
    expiresAt: options.expiresAt ?? null,
  };
  await tx.secret.upsert({
    where: { subject_field: { subject, field } },
    create: { subject, field, ...row },
    update: row,
  });
  return row.fingerprint;
}

/** The plaintext, for the server's own use; undefined when it was never set. */
export async function readSecret(tx: Tx, subject: string, field: string): Promise<string | undefined> {
  const row = await tx.secret.findUnique({ where: { subject_field: { subject, field } } });
  return row ? open(row.ciphertext, place(subject, field)) : undefined;
}

/** What pages may show of the secrets of a subject, by field. */
export async function viewSecrets<Field extends string>(
  tx: Tx,
  subject: string,
  fields: readonly Field[],
): Promise<Record<Field, SecretView>> {
  const rows = await tx.secret.findMany({ where: { subject }, omit: { ciphertext: true } });
  const view = (field: Field): SecretView => {
    const row = rows.find((candidate) => candidate.field === field);
    if (!row) return { set: false };
    return {
      set: true,
      hint: row.hint,
      setAt: row.setAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
    };
  };
  return Object.fromEntries(fields.map((field) => [field, view(field)])) as Record<Field, SecretView>;
}

/** Forgets every secret of a subject. */
export async function forgetSecrets(tx: Tx, subject: string): Promise<void> {
  await tx.secret.deleteMany({ where: { subject } });
}
