import fs from "node:fs";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { startProgram } from "./program.ts";

import type { BenchContext, Line, Row } from "./row.ts";

const TRANSFERS = 10_000;
const EVERY_MS = 5_000;
/** Looks per second that 10,000 transfers every 5 s make. */
const RATE = TRANSFERS / (EVERY_MS / 1_000);

type Report = { looks: number; p50: number; p99: number };
type Measured = Report & { perSecond: number; cpuMs: number };
type Engine = "due-polls" | "graphile-polls" | "pg-boss-polls";

/** B5: waiting transfers in the table of due rows, beside the job queues that one would take instead. */
export const dueTable: Row = {
  id: "B5",
  title: "due table",
  async run(context: BenchContext): Promise<Line[]> {
    const windowMs = context.quick ? 6_000 : 20_000;
    const paced = (engine: Engine) =>
      measure(context, engine, { count: TRANSFERS, everyMs: EVERY_MS, windowMs });
    const flat = (engine: Engine) =>
      measure(context, engine, { count: TRANSFERS, everyMs: 0, windowMs: windowMs / 2 });
    const ours = await paced("due-polls");
    const graphile = await paced("graphile-polls");
    const boss = await paced("pg-boss-polls");
    const oursFlat = await flat("due-polls");
    const bossFlat = await flat("pg-boss-polls");
    const few = await measure(context, "due-polls", { count: 1_000, everyMs: 500, windowMs });
    const many = await measure(context, "due-polls", { count: 100_000, everyMs: 50_000, windowMs });
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    const each = ({ cpuMs, looks }: Measured) => (cpuMs / looks) * 1_000;
    const perThousand = (measured: Measured) => `${each(measured).toFixed(1)} ms`;
    const held = `${RATE} looks/s asked for; ours ${ours.perSecond.toFixed(0)}, graphile-worker ${graphile.perSecond.toFixed(0)}, pg-boss ${boss.perSecond.toFixed(0)} (p99 ${ms(boss.p99)}).`;
    return [
      {
        row: "B5",
        what: "10,000 transfers every 5 s: lateness p99, against graphile-worker",
        ours: ms(ours.p99),
        peer: ms(graphile.p99),
        ratio: ours.p99 / graphile.p99,
        goal: { atMost: 1 },
        note: held,
      },
      {
        row: "B5",
        what: "the same: PostgreSQL's CPU per 1,000 looks",
        ours: perThousand(ours),
        peer: perThousand(graphile),
        ratio: each(ours) / each(graphile),
        goal: { atMost: 0.6 },
      },
      {
        row: "B5",
        what: "looks as fast as they go, against pg-boss",
        ours: `${oursFlat.perSecond.toFixed(0)}/s`,
        peer: `${bossFlat.perSecond.toFixed(0)}/s`,
        ratio: oursFlat.perSecond / bossFlat.perSecond,
        goal: { atLeast: 2 },
      },
      {
        row: "B5",
        what: "100,000 open instead of 1,000 at the same pace: PostgreSQL's CPU per look",
        ours: perThousand(many),
        peer: perThousand(few),
        ratio: each(many) / each(few),
        goal: { atMost: 1.3 },
      },
    ];
  },
};

/** One engine in a database and a process of its own. */
async function measure(
  context: BenchContext,
  engine: Engine,
  { count, everyMs, windowMs }: { count: number; everyMs: number; windowMs: number },
): Promise<Measured> {
  context.say(`B5 ${engine}: ${count} every ${everyMs} ms`);
  const database = await (await context.server()).database("bench_b5");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const program = await startProgram<unknown>(engine, { DATABASE_URL: database.url });
  try {
    if (engine === "pg-boss-polls") await program.call("fill", { count, spreadMs: everyMs });
    else await fill(client, engine, database.url, count, everyMs);
    await client.query("VACUUM ANALYZE");
    const postmaster = await postmasterOf(client);
    await program.call("begin", { everyMs });
    // Once round, so that each thing has a look before it.
    await pause(Math.min(everyMs, 10_000) + 2_000);
    await program.call("forget");
    const [startedAt, cpu] = [performance.now(), cpuMsOf(postmaster)];
    await pause(windowMs);
    const report = await program.call<Report>("report");
    const seconds = (performance.now() - startedAt) / 1_000;
    const cpuMs = cpuMsOf(postmaster) - cpu;
    await program.call("end");
    return { ...report, perSecond: report.looks / seconds, cpuMs };
  } finally {
    await program.stop();
    await client.end();
    await database.drop();
  }
}

async function fill(client: pg.Client, engine: Engine, url: string, count: number, everyMs: number) {
  if (engine === "graphile-polls") {
    await runMigrations({ connectionString: url });
    await client.query(
      `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
         SELECT ROW('look', json_build_object('id', n::text), NULL, now() + ($2::float8 * n / $1) * interval '1 ms',
           NULL, NULL, NULL, NULL)::graphile_worker.job_spec FROM generate_series(0, $1::int - 1) AS n))`,
      [count, everyMs],
    );
    return;
  }
  await client.query(
    `INSERT INTO due (queue, id, next_at)
     SELECT 'bench', n::text, now() + ($2::float8 * n / $1) * interval '1 ms' FROM generate_series(0, $1::int - 1) AS n`,
    [count, everyMs],
  );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function postmasterOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return statOf(rows[0]?.pid ?? 0)?.parent ?? 0;
}

/** CPU that PostgreSQL has used so far, with its ended children, in ms. */
function cpuMsOf(postmaster: number): number {
  const TICK_MS = 10;
  let ticks = 0;
  for (const name of fs.readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat && (stat.parent === postmaster || Number(name) === postmaster)) ticks += stat.ticks;
  }
  return ticks * TICK_MS;
}

function statOf(pid: number): { parent: number; ticks: number } | null {
  let text: string;
  try {
    text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // The name in brackets may hold blanks.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const sum = [11, 12, 13, 14].reduce((total, at) => total + Number(fields[at] ?? 0), 0);
  return { parent: Number(fields[1] ?? 0), ticks: sum };
}
