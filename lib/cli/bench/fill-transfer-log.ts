import pg from "pg";

/** Words of notes and how many of a million rows carry them. */
export const NOTE_WORDS = { rare: 10, medium: 1_000, percent: 10_000, common: 300_000 } as const;
export const QUEUES = 50;
export const SKILLS = 20;
export const AGENTS = 400;
const MONTHS = 12;
const BATCH = 250_000;

/**
 * Fills the log of transfers with rows spread evenly over the last twelve months, a partition each, and its tally. Indexes
 * are made after the rows, as a restore would.
 */
export async function fillTransferLog(databaseUrl: string, rows: number, end: Date): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      "SET maintenance_work_mem = '512MB'; SET synchronous_commit = off; SET TimeZone = 'UTC'",
    );
    for (let ago = 0; ago <= MONTHS; ago += 1) {
      await client.query(
        "SELECT ensure_month_partition('transfer', ($1::timestamptz - make_interval(months => $2))::date)",
        [end, ago],
      );
    }
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid = 'transfer'::regclass AND NOT i.indisprimary`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
    for (let from = 0; from < rows; from += BATCH)
      await client.query(INSERT, [from, Math.min(rows, from + BATCH) - 1, rows, end]);
    for (const { made } of indexes) await client.query(made.replace(" ON ONLY ", " ON "));
    await client.query(TALLY);
    await client.query("VACUUM ANALYZE transfer");
    await client.query("VACUUM ANALYZE transfer_tally");
  } finally {
    await client.end();
  }
}

/** Of each word a row has it or not by a hash of its number: spread over the whole time, and the same in every run. */
const has = (word: keyof typeof NOTE_WORDS) =>
  `CASE WHEN abs(hashint8extended(n, ${word.length * 7919})) % 1000000 < ${NOTE_WORDS[word]} THEN ' ${word}' ELSE '' END`;

/** Of a hundred calls 76 get through, 12 take a fallback, 8 end in voicemail, and one each in the other ways. */
const OUTCOME = `CASE WHEN n % 100 < 76 THEN 'connected' WHEN n % 100 < 88 THEN 'fallback' WHEN n % 100 < 96 THEN 'voicemail'
  ELSE (ARRAY['failed', 'unknown', 'disconnected', 'cancelled'])[n % 100 - 95] END`;

const INSERT = `
  INSERT INTO transfer (id, at, ended_at, connection_id, call_id, caller, policy_id, policy_name, policy_version, queue_id,
    queue_name, skill_id, skill_name, target, agent_id, agent_name, presence, outcome, reason, reason_text, attempts, duration_ms,
    source, note, actor_kind, actor_id, actor_name, request_id, policy, timeline, metrics)
  SELECT 'trf_' || lpad(to_hex(n), 32, '0'), at, at + interval '20 seconds', 'con_' || n % 4, md5(n::text),
    '+4930' || lpad((n % 900000)::text, 7, '1'), 'pol_' || n % 30, 'Policy ' || n % 30, 1, 'que_' || queue, 'Queue ' || queue,
    CASE WHEN n % 3 = 0 THEN 'ski_' || n % ${SKILLS} END, CASE WHEN n % 3 = 0 THEN 'Skill ' || n % ${SKILLS} END,
    CASE outcome WHEN 'voicemail' THEN 'Voicemail 999' ELSE 'Queue ' || queue END,
    CASE WHEN n % 100 < 88 THEN 'age_' || agent END, CASE WHEN n % 100 < 88 THEN 'Agent ' || agent END,
    CASE WHEN n % 100 < 88 THEN 'Available' END, outcome,
    CASE WHEN outcome <> 'connected' THEN (ARRAY['no_agent', 'closed', 'timed_out', 'call_failed'])[n / 7 % 4 + 1] END,
    CASE WHEN outcome <> 'connected' THEN 'No agent available with skill "German" (0 of 6)' END, 1 + n % 3, 5000 + n % 40000,
    CASE WHEN n % 5000 = 0 THEN 'api' WHEN n % 2 = 0 THEN 'handover' ELSE 'console' END,
    'Caller asked for somebody' || ${has("rare")} || ${has("medium")} || ${has("percent")} || ${has("common")},
    'user', 'usr_' || n % 20, 'Person ' || n % 20, 'req_' || lpad(to_hex(n), 32, '0'), '{"routes": []}',
    '[{"at": "2026-01-01T00:00:00Z", "step": 0, "kind": "requested", "text": "Asked for"}]', NULL
  FROM (
    SELECT n, $4::timestamptz - (n::float8 / $3) * interval '365 days' AS at, ${OUTCOME} AS outcome,
      n / 3 % ${QUEUES} AS queue, n / 11 % ${AGENTS} AS agent
    FROM generate_series($1::bigint, $2::bigint) AS n
  ) AS made`;

const TALLY = `
  INSERT INTO transfer_tally (quarter, connection_id, queue_id, outcome, reason, count, duration_ms)
  SELECT date_bin('15 minutes', at, 'epoch'), connection_id, coalesce(queue_id, ''), outcome, coalesce(reason, ''), count(*),
    sum(duration_ms)
  FROM transfer GROUP BY 1, 2, 3, 4, 5`;
