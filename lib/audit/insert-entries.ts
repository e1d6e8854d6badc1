import "server-only";
import type pg from "pg";
import { type AuditFacts, CHAIN_VERSION, type chainHash } from "./chain.ts";

/** The last row of the chain. */
export type Head = { seq: number; hash: Buffer };

type NewFacts = readonly Omit<AuditFacts, "seq">[];

const HASH_BYTES = 32;

/**
 * Moves the head from $1, $2 and writes the rows behind it, in one statement; where the head is elsewhere it does
 * neither. The hashes come in one piece, the one before the first row included: an array of bytea is sent as text.
 */
const INSERT = {
  name: "audit.append",
  text: `WITH head AS (
  UPDATE audit_head SET seq = $1::bigint + $3::int, hash = substring($4::bytea FROM $3::int * 32 + 1 FOR 32)
  WHERE id = 1 AND seq = $1::bigint AND hash = $2::bytea RETURNING 1
)
INSERT INTO audit_entry (version, seq, at, actor_kind, actor_id, actor_name, action, object, before, after, request_id,
  ip, result, reason, prev_hash, hash)
SELECT ${CHAIN_VERSION}, $1::bigint + n, at, actor_kind, actor_id, actor_name, action, object, before, after, request_id,
  ip, result, reason, substring($4::bytea FROM (n::int - 1) * 32 + 1 FOR 32), substring($4::bytea FROM n::int * 32 + 1 FOR 32)
FROM head, unnest($5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::json[],
  $12::json[], $13::text[], $14::text[], $15::text[], $16::text[])
  WITH ORDINALITY AS e(at, actor_kind, actor_id, actor_name, action, object, before, after, request_id, ip, result,
    reason, n)`,
};

const ANSWER_TIMEOUT_MS = 10_000;

/** Appends behind `head` and gives the new head; undefined, and nothing written, when the head is no longer there. */
export async function insertAfter(
  client: pg.Pool | pg.PoolClient,
  head: Head,
  entries: NewFacts,
  hashOf: typeof chainHash,
): Promise<Head | undefined> {
  const hashes = Buffer.allocUnsafe((entries.length + 1) * HASH_BYTES);
  let last = head.hash;
  last.copy(hashes);
  entries.forEach((entry, index) => {
    last = hashOf(last, { ...entry, seq: head.seq + index + 1 });
    last.copy(hashes, (index + 1) * HASH_BYTES);
  });
  const values = [
    head.seq,
    head.hash,
    entries.length,
    hashes,
    entries.map((entry) => entry.at.toISOString()),
    entries.map((entry) => entry.actorKind),
    entries.map((entry) => entry.actorId),
    entries.map((entry) => entry.actorName),
    entries.map((entry) => entry.action),
    entries.map((entry) => entry.object),
    entries.map((entry) => entry.before),
    entries.map((entry) => entry.after),
    entries.map((entry) => entry.requestId),
    entries.map((entry) => entry.ip),
    entries.map((entry) => entry.result),
    entries.map((entry) => entry.reason),
  ];
  const query = { ...INSERT, values, query_timeout: ANSWER_TIMEOUT_MS };
  const { rowCount } = await client.query(query);
  return rowCount === entries.length ? { seq: head.seq + entries.length, hash: last } : undefined;
}

/** Looks where the head is, holds it there, and appends behind it. */
export async function insertUnderLock(
  pool: pg.Pool,
  entries: NewFacts,
  hashOf: typeof chainHash,
): Promise<Head> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<Head>("SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE");
    const head = rows[0] && (await insertAfter(client, rows[0], entries, hashOf));
    if (!head) throw new Error("The audit log has no head row");
    await client.query("COMMIT");
    client.release();
    return head;
  } catch (error) {
    // Ends the connection, and with it the transaction.
    client.release(error as Error);
    throw error;
  }
}
