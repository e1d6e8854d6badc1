import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import pg from "pg";
import { ensureBuild } from "../build.ts";
import { fillAuditLog } from "./audit-rows.ts";
import { seedPeople } from "./bench-people.ts";
import { startConsole } from "./next-server.ts";
import { track } from "./program.ts";
import { residentMemory } from "./resident-memory.ts";
import { interleave, median, ratioOf } from "./rounds.ts";
import type { BenchContext, Line, Row } from "./row.ts";

const MEMORY_EVERY_MS = 50;
const run = promisify(execFile);
/** What the file holds, as it stands in the table: the peer does not look for formulas. */
const SAME =
  "seq, at, actor_kind, actor_id, actor_name, action, object, before, after, request_id, ip, result, reason, version, " +
  "encode(prev_hash, 'hex'), encode(hash, 'hex')";

/** B7: the audit log as CSV over HTTP beside psql's COPY of the same rows in the same order. */
export const exportLog: Row = {
  id: "B7",
  title: "export of a long log",
  async run(context: BenchContext): Promise<Line[]> {
    const rows = context.quick ? 200_000 : 1_000_000;
    const database = await (await context.server()).database("bench_b7");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    context.say(`B7 filling ${rows} rows`);
    await fillAuditLog(client, "bench_log", rows);
    // The route reads the real table: the filled one takes its place.
    await client.query(
      "ALTER TABLE audit_entry RENAME TO audit_entry_made; ALTER TABLE bench_log RENAME TO audit_entry",
    );
    context.say("B7 building");
    ensureBuild();
    const authorization = `Bearer ${await seedPeople(database.url)}`;
    const server = await startConsole(database.url, "console");
    const address = `http://127.0.0.1:${server.port}/api/audit/export?format=csv`;
    const upTo = async (count: number) => {
      const found = await client.query<{ at: Date }>("SELECT at FROM audit_entry WHERE seq = $1", [count]);
      return `&to=${found.rows[0]?.at.toISOString()}`;
    };
    const ours = async (filter = "") => {
      const startedAt = performance.now();
      await download(address + filter, authorization);
      return rows / (performance.now() - startedAt);
    };
    try {
      context.say("B7 measuring");
      await ours();
      const series = await interleave(
        { ours: () => ours(), peer: () => copyByPsql(database.url).then((ms) => rows / ms) },
        context.quick ? 3 : 5,
      );
      const tenth = await upTo(rows / 10);
      const peaks: { small: number[]; large: number[] } = { small: [], large: [] };
      for (let round = 0; round < 3; round++) {
        peaks.small.push(await peakOf(server.pid, () => ours(tenth)));
        peaks.large.push(await peakOf(server.pid, () => ours()));
      }
      const [small, large] = [median(peaks.small), median(peaks.large)];
      return [
        {
          row: "B7",
          what: `${rows} audit rows as CSV over HTTP, against psql's COPY of the same`,
          ours: `${Math.round(series.ours.median)} k rows/s`,
          peer: `${Math.round(series.peer.median)} k rows/s`,
          ratio: ratioOf(series.ours, series.peer),
          goal: { atLeast: 0.95 },
        },
        {
          row: "B7",
          what: `peak memory of the server for ${rows} rows, against a tenth of them`,
          ours: `${Math.round(large)} MB`,
          peer: `${Math.round(small)} MB`,
          ratio: large / small,
          goal: { atMost: 1.2 },
        },
      ];
    } finally {
      await server.stop();
      await client.end();
      await database.drop();
    }
  },
};

/** Reads the whole answer in a process of its own, which throws it away. */
async function download(address: string, authorization: string): Promise<void> {
  const child = spawn("curl", ["-sSf", "-o", "/dev/null", "-H", `authorization: ${authorization}`, address], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  track(child);
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the export ended with ${code}`);
}

async function copyByPsql(url: string): Promise<number> {
  const startedAt = performance.now();
  const copy = `COPY (SELECT ${SAME} FROM audit_entry ORDER BY seq) TO STDOUT WITH (FORMAT csv, HEADER)`;
  await run("psql", [url, "-qc", copy, "-o", "/dev/null"]);
  return performance.now() - startedAt;
}

async function peakOf(pid: number, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, residentMemory(pid) ?? 0);
  };
  look();
  const timer = setInterval(look, MEMORY_EVERY_MS);
  await work();
  clearInterval(timer);
  return peak;
}
