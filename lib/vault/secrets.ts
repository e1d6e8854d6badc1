import "server-only";
import type { Tx } from "#lib/db/client.ts";
import type { SecretView } from "./schema.ts";
import { fingerprint, open, seal } from "./seal.ts";

const place = (subject: string, field: string) => `${subject}/${field}`;

/** The last four characters; too short a secret would be given away by them. */
const hintOf = (plaintext: string) => (plaintext.length >= 12 ? plaintext.slice(-4) : "");

/** When a secret runs out: on a day, never, or nobody has said. */
export type SecretExpiry = Date | "never" | undefined;

export const expiryColumns = (expiry: SecretExpiry) => ({
  expiresAt: expiry instanceof Date ? expiry : null,
  neverExpires: expiry === "never",
});

/** Stores or replaces one secret; returns its fingerprint for the audit row. */
export async function putSecret(
  tx: Tx,
  subject: string,
  field: string,
  plaintext: string,
  options: { now: Date; expiry?: SecretExpiry },
): Promise<string> {
  const row = {
    ciphertext: seal(plaintext, place(subject, field)),
    fingerprint: fingerprint(plaintext),
    hint: hintOf(plaintext),
    setAt: options.now,
    ...expiryColumns(options.expiry),
  };
  await tx.secret.upsert({
    where: { subject_field: { subject, field } },
    create: { subject, field, ...row },
    update: row,
  });
  return row.fingerprint;
}

/** Gives a secret another field name, with its age and expiry; what was there is replaced. Nothing happens without one. */
export async function moveSecret(tx: Tx, subject: string, from: string, to: string): Promise<void> {
  const row = await tx.secret.findUnique({ where: { subject_field: { subject, field: from } } });
  if (!row) return;
  // The place is part of what is authenticated, so the ciphertext cannot just be carried over.
  const ciphertext = seal(open(row.ciphertext, place(subject, from)), place(subject, to));
  await tx.secret.deleteMany({ where: { subject, field: { in: [from, to] } } });
  await tx.secret.create({ data: { ...row, field: to, ciphertext } });
}

/**
 * Gives another subject the same secrets, with their age and expiry. What it had under these fields and the first one has
 * not, is forgotten. Returns fingerprints for the audit row.
 */
export async function copySecrets(
  tx: Tx,
  from: string,
  to: string,
  fields: readonly string[],
): Promise<Record<string, string>> {
  const rows = await tx.secret.findMany({ where: { subject: from, field: { in: [...fields] } } });
  await tx.secret.deleteMany({ where: { subject: to, field: { in: [...fields] } } });
  for (const row of rows) {
    const ciphertext = seal(open(row.ciphertext, place(from, row.field)), place(to, row.field));
    await tx.secret.create({ data: { ...row, subject: to, ciphertext } });
  }
  return Object.fromEntries(rows.map((row) => [`${row.field}Fingerprint`, row.fingerprint]));
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
      fingerprint: row.fingerprint,
      setAt: row.setAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      neverExpires: row.neverExpires,
    };
  };
  return Object.fromEntries(fields.map((field) => [field, view(field)])) as Record<Field, SecretView>;
}

/** Forgets one secret. */
export async function forgetSecret(tx: Tx, subject: string, field: string): Promise<void> {
  await tx.secret.deleteMany({ where: { subject, field } });
}

/** Forgets every secret of a subject. */
export async function forgetSecrets(tx: Tx, subject: string): Promise<void> {
  await tx.secret.deleteMany({ where: { subject } });
}
