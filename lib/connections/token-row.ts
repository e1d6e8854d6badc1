import "server-only";
import type pg from "pg";
import { open, seal } from "#lib/vault/seal.ts";

/** The shared token of one connection as the database holds it. */
export type TokenRow = {
  token: string | undefined;
  /** Until when it may be handed out; the vendor keeps it a little longer. */
  usableUntil: Date | undefined;
  refreshAt: Date | undefined;
  version: number;
  credentialVersion: number;
  failedAt: Date | undefined;
  failure: unknown;
  /** The database's clock at the read: the one clock that all processes share. */
  readAt: Date;
  /** Somebody is refreshing it right now. */
  leased: boolean;
};

const place = (connectionId: string) => `access-token:${connectionId}`;

const READ = {
  name: "token-read",
  text: `SELECT ciphertext, expires_at, refresh_at, version, credential_version, failed_at, failure, now() AS read_at,
           coalesce(lease_until > now(), false) AS leased
         FROM access_token WHERE connection_id = $1`,
};

/** Reads the row; undefined when the connection has none. */
export async function readTokenRow(pool: pg.Pool, connectionId: string): Promise<TokenRow | undefined> {
  const { rows } = await pool.query(READ, [connectionId]);
  const row = rows[0];
  if (!row) return undefined;
  return {
    token: row.ciphertext ? open(row.ciphertext, place(connectionId)) : undefined,
    usableUntil: row.expires_at ?? undefined,
    refreshAt: row.refresh_at ?? undefined,
    version: row.version,
    credentialVersion: row.credential_version,
    failedAt: row.failed_at ?? undefined,
    failure: row.failure,
    readAt: row.read_at,
    leased: row.leased,
  };
}

const TAKE = {
  name: "token-lease",
  text: `INSERT INTO access_token (connection_id, lease_owner, lease_until)
         VALUES ($1, $2, now() + $3 * interval '1 millisecond')
         ON CONFLICT (connection_id) DO UPDATE
           SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
           WHERE (access_token.lease_until IS NULL OR access_token.lease_until < now()) AND access_token.version = $4
             AND (access_token.failed_at IS NULL OR $5::timestamptz IS NULL OR access_token.failed_at < $5)
         RETURNING credential_version`,
};

/**
 * Takes the right to refresh for `leaseMs`, unless somebody has it, has refreshed since `version`, or has failed since `beganAt`. No transaction stays
 * open during the vendor's call; a holder that dies loses the lease by time. Returns the credential version it is for.
 */
export async function takeLease(
  pool: pg.Pool,
  connectionId: string,
  owner: string,
  leaseMs: number,
  version: number,
  beganAt: Date | undefined,
): Promise<number | undefined> {
  const { rows } = await pool.query(TAKE, [connectionId, owner, leaseMs, version, beganAt ?? null]);
  return rows[0]?.credential_version;
}

const STORE = {
  name: "token-store",
  text: `UPDATE access_token
         SET ciphertext = $3, expires_at = $4, refresh_at = $5, version = version + 1,
             lease_owner = NULL, lease_until = NULL, failed_at = NULL, failure = NULL,
             failing_since = NULL, refreshed_at = now()
         WHERE connection_id = $1 AND lease_owner = $2 AND credential_version = $6`,
};

/** Stores a new token and gives the lease back. False when the lease was lost or the credentials changed meanwhile. */
export async function storeToken(
  pool: pg.Pool,
  connectionId: string,
  owner: string,
  fresh: { token: string; usableUntil: Date; refreshAt: Date; credentialVersion: number },
): Promise<boolean> {
  const sealed = seal(fresh.token, place(connectionId));
  const values = [connectionId, owner, sealed, fresh.usableUntil, fresh.refreshAt, fresh.credentialVersion];
  const { rowCount } = await pool.query(STORE, values);
  return rowCount === 1;
}

const FAIL = {
  name: "token-fail",
  text: `UPDATE access_token SET lease_owner = NULL, lease_until = NULL, failed_at = now(), failure = $3,
           failing_since = coalesce(failing_since, now())
         WHERE connection_id = $1 AND lease_owner = $2`,
};

/** Gives the lease back and says why there is no token, so that those who wait fail alike. */
export async function failLease(
  pool: pg.Pool,
  connectionId: string,
  owner: string,
  failure: unknown,
): Promise<void> {
  await pool.query(FAIL, [connectionId, owner, JSON.stringify(failure)]);
}
