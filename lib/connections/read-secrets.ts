import "server-only";
import { db } from "#lib/db/client.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { subjectOf } from "./stored-connection.ts";

/** The secrets of a connection in plain text, for the server's own use. */
export async function readSecrets<Field extends string>(
  connectionId: string,
  fields: readonly Field[],
): Promise<Partial<Record<Field, string>>> {
  const secrets: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const secret = await readSecret(db(), subjectOf(connectionId), field);
    if (secret) secrets[field] = secret;
  }
  return secrets;
}
