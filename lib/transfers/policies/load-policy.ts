import "server-only";
import { db } from "#lib/db/client.ts";
import type { Connection, TransferPolicy } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import type { PolicyBody } from "../schema.ts";
import type { PolicyView } from "./schema.ts";
import { voiceConnectionOf } from "./voice-connection.ts";

export const WITH_CONNECTION = {
  connection: { select: { id: true, name: true, kind: true, environment: true } },
} as const;
type Row = TransferPolicy & { connection: Pick<Connection, "id" | "name" | "kind" | "environment"> };

/** A policy as it is now, for those who have checked the role; throws `not_found`. */
export async function loadPolicy(id: string): Promise<PolicyView> {
  const row = await db().transferPolicy.findUnique({ where: { id }, include: WITH_CONNECTION });
  if (!row) throw new AppError("not_found", { detail: "There is no such policy." });
  return viewPolicy(row);
}

export function viewPolicy(row: Row): PolicyView {
  const connection = voiceConnectionOf(row.connection);
  if (!connection) throw new Error("A policy belongs to a connection with voice: its kind never changes");
  const { id, name, description, version } = row;
  return {
    id,
    connection,
    name,
    description,
    version,
    // Parsed when it was written.
    body: row.body as PolicyBody,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
