import "server-only";
import { db } from "#lib/db/client.ts";
import type { EmailAttestation } from "#lib/db/generated/client.ts";

/** What somebody said of these objects, by object. The caller has checked the role. */
export async function attestationsOf(
  objects: readonly string[],
): Promise<ReadonlyMap<string, EmailAttestation>> {
  const rows = await db().emailAttestation.findMany({ where: { object: { in: [...objects] } } });
  return new Map(rows.map((row) => [row.object, row]));
}
