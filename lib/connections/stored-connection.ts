import "server-only";
import { db, type Tx } from "#lib/db/client.ts";
import type { Connection } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { cxoneSettingsSchema } from "./cxone/schema.ts";
import { cxoneV2SettingsSchema } from "./cxone-v2/schema.ts";
import { engageSettingsSchema } from "./engage/schema.ts";
import { KIND_NAMES } from "./mapping.ts";
import { CONNECTION_KINDS, type ConnectionKind, type SettingsOf, type TenantOf } from "./schema.ts";

export type StoredConnectionOf<Kind extends ConnectionKind> = Omit<
  Connection,
  "kind" | "settings" | "tenant"
> & { kind: Kind; settings: SettingsOf[Kind]; tenant: TenantOf[Kind] | null };
export type CxoneConnection = StoredConnectionOf<"cxone">;
export type EngageConnection = StoredConnectionOf<"engage">;
export type CxoneV2Connection = StoredConnectionOf<"cxone-v2">;
export type StoredConnection = CxoneConnection | CxoneV2Connection | EngageConnection;

/** Subject of a connection in vault and audit. */
export const subjectOf = (connectionId: string) => `connection:${connectionId}`;

/** A connection with its settings parsed; throws `not_found`. */
export async function loadConnection(id: string, tx: Tx = db()): Promise<StoredConnection> {
  const row = await tx.connection.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", { detail: "This connection does not exist any more." });
  return parseConnection(row);
}

/** The same of one that must be of a kind: throws `bad_request` for another. */
export async function loadConnectionOf<Kind extends ConnectionKind>(
  id: string,
  kind: Kind,
  tx?: Tx,
): Promise<StoredConnectionOf<Kind>> {
  return requireKind(await loadConnection(id, tx), kind);
}

export const loadCxoneConnection = (id: string, tx?: Tx) => loadConnectionOf(id, "cxone", tx);
export const loadCxoneV2Connection = (id: string, tx?: Tx) => loadConnectionOf(id, "cxone-v2", tx);
export const loadEngageConnection = (id: string, tx?: Tx) => loadConnectionOf(id, "engage", tx);

export const requireCxone = (connection: StoredConnection): CxoneConnection =>
  requireKind(connection, "cxone");

function requireKind<Kind extends ConnectionKind>(
  connection: StoredConnection,
  kind: Kind,
): StoredConnectionOf<Kind> {
  if (isOfKind(connection, kind)) return connection;
  throw wrongKind(connection, kind);
}

const isOfKind = <Kind extends ConnectionKind>(
  connection: StoredConnectionOf<ConnectionKind>,
  kind: Kind,
): connection is StoredConnectionOf<Kind> => connection.kind === kind;

/** Says of a connection that it is of another product than what was asked of it. */
export function wrongKind({ kind }: { kind: ConnectionKind }, wanted: ConnectionKind): AppError {
  return new AppError("bad_request", {
    title: `Not a connection of ${KIND_NAMES[wanted]}`,
    detail: `This connection is of ${KIND_NAMES[kind]}; choose a ${KIND_NAMES[wanted]} one.`,
    fix: `If there is none of ${KIND_NAMES[wanted]} yet, make it under Connections.`,
  });
}

/** How the settings of each kind are read. */
const SETTINGS: { readonly [Kind in ConnectionKind]: (settings: unknown) => SettingsOf[Kind] } = {
  cxone: (settings) => cxoneSettingsSchema.parse(settings),
  "cxone-v2": (settings) => cxoneV2SettingsSchema.parse(settings),
  engage: (settings) => engageSettingsSchema.parse(settings),
};

export function parseConnection(row: Connection): StoredConnection {
  // The database has no other: each row was written from a form of its kind.
  const kind = CONNECTION_KINDS.find((known) => known === row.kind) ?? "cxone";
  // Kind, settings and tenant come of one row: together they are a connection of that kind.
  return { ...row, kind, settings: SETTINGS[kind](row.settings), tenant: row.tenant } as StoredConnection;
}
