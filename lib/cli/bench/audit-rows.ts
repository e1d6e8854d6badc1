import type pg from "pg";

/** How many of a million rows hold a word: between them lies every case of the plan. */
export const WORDS = { rare: 10, medium: 1_000, hundredth: 10_000, common: 300_000 } as const;
export type Word = keyof typeof WORDS;

const MONTHS = 12;

/**
 * Fills the audit log with so many rows, spread over twelve monthly partitions that end with this month, without a chain:
 * for what reads it. Indexes are made afterwards, as after a restore.
 */
export async function fillAuditLog(client: pg.Client, table: string, rows: number): Promise<void> {
  await client.query(
    `CREATE TABLE ${table} (LIKE audit_entry INCLUDING DEFAULTS INCLUDING GENERATED) PARTITION BY RANGE (at)`,
  );
  await client.query(`CREATE TABLE ${table}_default PARTITION OF ${table} DEFAULT`);
  for (let ago = MONTHS - 1; ago >= 0; ago--) {
    await client.query("SELECT ensure_month_partition($1, (now() - make_interval(months => $2))::date)", [
      table,
      ago,
    ]);
  }
  await client.query(fillSql(table), [rows]);
  await client.query(`ALTER TABLE ${table} ADD PRIMARY KEY (at, seq)`);
  for (const columns of ["(seq)", "(actor_id, at, seq)", "(action, at, seq)", "(object, at, seq)"]) {
    await client.query(`CREATE INDEX ON ${table} ${columns}`);
  }
  await client.query(`CREATE INDEX ON ${table} USING gin (words)`);
  await client.query(`VACUUM (ANALYZE) ${table}`);
}

/** A word stands in the rows whose number, scattered by a prime, falls under its share: no month has more of it than another. */
function fillSql(table: string): string {
  const scattered = "((n * 7919) % 1000003)";
  const words = Object.entries(WORDS).map(
    ([word, count]) => `CASE WHEN ${scattered} < ${count} THEN ' ${word}word' ELSE '' END`,
  );
  return `INSERT INTO ${table} (version, seq, at, actor_kind, actor_id, actor_name, action, object, before, after, request_id,
      ip, result, reason, prev_hash, hash)
    SELECT 2, n, date_trunc('month', now()) - interval '11 months' + n * (now() - date_trunc('month', now()) + interval '11 months') / $1::bigint,
      'user', 'usr_' || n % 5000, 'Person ' || n % 5000, (ARRAY['skill.changed', 'handover.updated', 'session.opened', 'token.created'])[1 + n % 4],
      'skill:con_1:' || n % 20000, json_build_object('name', 'Support ' || n % 977), json_build_object('name', 'Support ' || n % 983),
      'req_' || md5(n::text), '10.0.' || n % 200 || '.' || n % 250, 'done', ${words.join(" || ")}, sha256(int8send(n)), sha256(int8send(n + 1))
    FROM generate_series(1, $1::bigint) AS n`;
}
