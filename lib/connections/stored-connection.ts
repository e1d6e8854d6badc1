import "server-only";
import { db, type Tx } from "#lib/db/client.ts";
import type { Connection } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { type CxoneSettings, cxoneSettingsSchema, type Tenant } from "./schema.ts";

export type StoredConnection = Omit<Connection, "settings" | "tenant"> & {
  settings: CxoneSettings;
  tenant: Tenant | null;
};

/** Subject of a connection in vault and audit. */
export const subjectOf = (connectionId: string) => `connection:${connectionId}`;

/** A connection with its settings parsed; throws `not_found`. */
export async function loadConnection(id: string, tx: Tx = db()): Promise<StoredConnection> {
  const row = await tx.connection.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", { detail: "This connection does not exist any more." });
  return parseConnection(row);
}

export function parseConnection(row: Connection): StoredConnection {
  return { ...row, settings: cxoneSettingsSchema.parse(row.settings), tenant: row.tenant as Tenant | null };
}
