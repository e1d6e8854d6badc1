import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { startProgram } from "./program.ts";
import { interleave, ratioOf } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";
import { startSingleInserts } from "./single-insert-peer.ts";

const CALLERS = 50;
const run = promisify(execFile);

/** B8: the chained append beside the same without hashes and beside single inserts; verifying beside copying out. */
export const audit: Row = {
  id: "B8",
  title: "audit log",
  async run(context: BenchContext): Promise<Line[]> {
    const database = await (await context.server()).database("bench_b8");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const writers = await startProgram("audit-writers", { DATABASE_URL: database.url });
    await client.query("CREATE TABLE peer_entry (LIKE audit_entry INCLUDING ALL)");
    const peer = await startSingleInserts(database.url, singleInsert);
    const append = (how: "chained" | "plain", ms: number) =>
      writers.call<number>("append", { how, callers: CALLERS, ms });
    const ms = 3_000;
    try {
      context.say("B8 measuring appends");
      for (const how of ["chained", "plain"] as const) await append(how, 2_000);
      await peer.rate(2);
      const rates = await interleave(
        {
          chained: () => append("chained", ms),
          plain: () => append("plain", ms),
          peer: () => peer.rate(ms / 1000),
        },
        context.quick ? 3 : 7,
      );
      const rows = context.quick ? 200_000 : 1_000_000;
      context.say(`B8 filling a chain of ${rows} rows`);
      await restart(client);
      for (let filled = 0; filled < rows; ) {
        await writers.call("append", { how: "chained", callers: 5_000, ms: 3_000 });
        const { rows: head } = await client.query<{ seq: number }>("SELECT seq::int AS seq FROM audit_head");
        filled = head[0]?.seq ?? rows;
      }
      await client.query("VACUUM (ANALYZE) audit_entry");
      context.say("B8 measuring verification");
      const copy = () => copyOut(database.url);
      await writers.call("verify");
      const times = await interleave(
        { ours: () => writers.call<number>("verify"), peer: copy },
        context.quick ? 3 : 5,
      );
      const rate = (value: number) => `${Math.round(value)} /s`;
      const took = (value: number) => `${(value / 1000).toFixed(2)} s`;
      return [
        {
          row: "B8",
          what: `chained append, ${CALLERS} at once, against the same without hashing`,
          ours: rate(rates.chained.median),
          peer: rate(rates.plain.median),
          ratio: ratioOf(rates.chained, rates.plain),
          goal: { atLeast: 0.85 },
        },
        {
          row: "B8",
          what: `chained append, ${CALLERS} at once, against one insert per row by ${peer.name}`,
          ours: rate(rates.chained.median),
          peer: rate(rates.peer.median),
          ratio: ratioOf(rates.chained, rates.peer),
          goal: { atLeast: 2 },
        },
        {
          row: "B8",
          what: `verifying a chain of ${rows} rows and more, against psql's COPY of it`,
          ours: took(times.ours.median),
          peer: took(times.peer.median),
          ratio: ratioOf(times.ours, times.peer),
          goal: { atMost: 1 },
        },
      ];
    } finally {
      for (const program of [peer, writers]) await program.stop();
      await client.end();
      await database.drop();
    }
  },
};

/** An empty chain: the one without hashes does not verify. */
async function restart(client: pg.Client): Promise<void> {
  await client.query(`BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE audit_entry;
    UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex'); COMMIT`);
}

async function copyOut(url: string): Promise<number> {
  const startedAt = performance.now();
  const columns =
    "seq, at, actor_kind, actor_id, actor_name, action, object, before, after, request_id, ip, result, reason, version, prev_hash, hash";
  await run("psql", [
    url,
    "-qc",
    `COPY (SELECT ${columns} FROM audit_entry ORDER BY seq) TO STDOUT`,
    "-o",
    "/dev/null",
  ]);
  return performance.now() - startedAt;
}

/** The row that the appender writes, alone and without a chain. */
const singleInsert = (number: string) =>
  `INSERT INTO peer_entry (version, seq, at, actor_kind, actor_id, actor_name, action, object, before, after, request_id, prev_hash, hash)
   VALUES (2, ${number}, now(), 'system', 'bench', 'bench', 'thing.changed', 'thing:' || ${number}, '{"name":"Support"}',
     '{"attempts":3,"name":"Support","state":"open"}', 'req_bench', sha256(int8send(${number})), sha256(int8send(${number})))`.replaceAll(
    "\n",
    " ",
  );
