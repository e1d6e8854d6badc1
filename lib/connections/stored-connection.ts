import "server-only";
import { db, type Tx } from "#lib/db/client.ts";
import type { Connection } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { cxoneSettingsSchema } from "./cxone/schema.ts";
import { engageSettingsSchema } from "./engage/schema.ts";
import { KIND_NAMES } from "./mapping.ts";
import type { ConnectionKind, SettingsOf, TenantOf } from "./schema.ts";

export type StoredConnectionOf<Kind extends ConnectionKind> = Omit<
  Connection,
  "kind" | "settings" | "tenant"
> & { kind: Kind; settings: SettingsOf[Kind]; tenant: TenantOf[Kind] | null };
export type CxoneConnection = StoredConnectionOf<"cxone">;
export type EngageConnection = StoredConnectionOf<"engage">;
export type StoredConnection = CxoneConnection | EngageConnection;

/** Subject of a connection in vault and audit. */
export const subjectOf = (connectionId: string) => `connection:${connectionId}`;

/** A connection with its settings parsed; throws `not_found`. */
export async function loadConnection(id: string, tx: Tx = db()): Promise<StoredConnection> {
  const row = await tx.connection.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", { detail: "This connection does not exist any more." });
  return parseConnection(row);
}

/** The same of one that must be of CXone: throws `bad_request` for another kind. */
export async function loadCxoneConnection(id: string, tx?: Tx): Promise<CxoneConnection> {
  return requireCxone(await loadConnection(id, tx));
}

/** The same of one that must be of RingCentral Engage: throws `bad_request` for another kind. */
export async function loadEngageConnection(id: string, tx?: Tx): Promise<EngageConnection> {
  const connection = await loadConnection(id, tx);
  if (connection.kind === "engage") return connection;
  throw wrongKind(connection, "engage");
}

export function requireCxone(connection: StoredConnection): CxoneConnection {
  if (connection.kind === "cxone") return connection;
  throw wrongKind(connection, "cxone");
}

/** Says of a connection that it is of another product than what was asked of it. */
export function wrongKind({ kind }: { kind: ConnectionKind }, wanted: ConnectionKind): AppError {
  return new AppError("bad_request", {
    title: `Not a connection of ${KIND_NAMES[wanted]}`,
    detail: `This connection is of ${KIND_NAMES[kind]}; choose a ${KIND_NAMES[wanted]} one.`,
    fix: `If there is none of ${KIND_NAMES[wanted]} yet, make it under Connections.`,
  });
}

export function parseConnection(row: Connection): StoredConnection {
  const { settings, tenant } = row;
  return row.kind === "engage"
    ? {
        ...row,
        kind: "engage",
        settings: engageSettingsSchema.parse(settings),
        tenant: tenant as TenantOf["engage"] | null,
      }
    : {
        ...row,
        kind: "cxone",
        settings: cxoneSettingsSchema.parse(settings),
        tenant: tenant as TenantOf["cxone"] | null,
      };
}
