import pg from "pg";

/** Words of the paths and how many of a million rows carry them. */
export const WORDS = { rare: 10, medium: 1_000, percent: 10_000, common: 300_000 } as const;
export const CONNECTIONS = 50;
export const OPERATIONS = 20;
const MONTHS = 12;
const BATCH = 500_000;

/**
 * Fills the request log with rows spread evenly over the last twelve months, a partition each. Indexes are made after
 * the rows, as a restore would, because ten million insertions into them take five times as long.
 */
export async function fillRequestLog(databaseUrl: string, rows: number, end: Date): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      "SET maintenance_work_mem = '512MB'; SET synchronous_commit = off; SET TimeZone = 'UTC'",
    );
    for (let ago = 0; ago <= MONTHS; ago += 1) {
      await client.query(
        "SELECT ensure_month_partition('request_log', ($1::timestamptz - make_interval(months => $2))::date)",
        [end, ago],
      );
    }
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid = 'request_log'::regclass AND NOT i.indisprimary`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
    for (let from = 0; from < rows; from += BATCH)
      await client.query(INSERT, [from, Math.min(rows, from + BATCH) - 1, rows, end]);
    for (const { made } of indexes) await client.query(made.replace(" ON ONLY ", " ON "));
    await client.query("VACUUM ANALYZE request_log");
  } finally {
    await client.end();
  }
}

/** Of each word a row has it or not by a hash of its number: spread over the whole time, and the same in every run. */
const has = (word: keyof typeof WORDS) =>
  `CASE WHEN abs(hashint8extended(n, ${word.length * 7919})) % 1000000 < ${WORDS[word]} THEN '/${word}' ELSE '' END`;

const INSERT = `
  INSERT INTO request_log (id, at, connection_id, operation, method, host, path, status, duration_ms, attempt,
    request_id, request_headers, request_body, response_headers, response_body, error)
  SELECT lpad(to_hex(n), 32, '0'), $4::timestamptz - (n::float8 / $3) * interval '365 days',
    'con_' || n % ${CONNECTIONS}, 'cxone.operation' || n % ${OPERATIONS}, CASE n % 3 WHEN 0 THEN 'POST' ELSE 'GET' END,
    'api-' || n % 5 || '.example.com',
    '/services/v33.0/things/' || n % 1000 || ${has("rare")} || ${has("medium")} || ${has("percent")} || ${has("common")},
    CASE WHEN n % 200 = 0 THEN 503 ELSE 200 END, 80, 1, 'req_' || lpad(to_hex(n), 32, '0'),
    '{"accept": "application/json"}', NULL, '{"content-type": "application/json"}', '{"ok":true}', NULL
  FROM generate_series($1::bigint, $2::bigint) AS n`;
