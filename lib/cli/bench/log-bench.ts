import pg from "pg";
import type { Log } from "#lib/db/log-page.ts";
import { type Program, startProgram } from "./program.ts";
import type { Ask } from "./programs/audit-pages.ts";
import { median } from "./rounds.ts";
import type { BenchContext, Goal, Line } from "./row.ts";

/** A log to be measured: how to fill a table like it, and what its list is asked for. */
export type BenchedLog = {
  name: string;
  log: Omit<Log, "table">;
  fill(client: pg.Client, table: string, rows: number): Promise<void>;
  questions: { what: string; kind: "page" | "filter" | "search"; ask: Omit<Ask, "log" | "times"> }[];
};

const GOALS: Record<"page" | "filter" | "search", Goal> = {
  page: { atMost: 1.2 },
  filter: { atMost: 2 },
  search: { atMost: 2.5 },
};

/** The same questions of a long log and of a short one: pages and search beside 10,000 rows, filters beside a tenth. */
export async function benchLog(
  context: BenchContext,
  { name, log, fill, questions }: BenchedLog,
): Promise<Line[]> {
  const large = context.quick ? 1_000_000 : 10_000_000;
  const sizes = { page: 10_000, filter: large / 10, search: 10_000, large };
  const database = await (await context.server()).database("bench_b6");
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  let program: Program<unknown> | undefined;
  const table = (rows: number) => `bench_log_${rows}`;
  try {
    for (const rows of new Set(Object.values(sizes))) {
      context.say(`B6 filling ${name} with ${rows} rows`);
      await fill(client, table(rows), rows);
    }
    await client.query("CHECKPOINT");
    program = await startProgram<unknown>("audit-pages", { DATABASE_URL: database.url });
    const lines: Line[] = [];
    for (const { what, kind, ask } of questions) {
      context.say(`B6 measuring ${name}: ${what}`);
      const p95 = (rows: number, times: number) =>
        program
          ?.call<number[]>("time", { ...ask, log: { ...log, table: table(rows) }, times })
          .then(ninetyFifth) ?? 0;
      const peer = sizes[kind];
      await p95(large, 30);
      await p95(peer, 30);
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 0; round < (context.quick ? 3 : 5); round++) {
        ours.push(await p95(large, 60));
        theirs.push(await p95(peer, 60));
      }
      lines.push({
        row: "B6",
        what: `${name}, ${what}: p95 of ${short(large)} rows against ${short(peer)}`,
        ours: `${median(ours).toFixed(2)} ms`,
        peer: `${median(theirs).toFixed(2)} ms`,
        ratio: median(ours.map((value, round) => value / (theirs[round] ?? value))),
        goal: GOALS[kind],
      });
    }
    return lines;
  } finally {
    await program?.stop();
    await client.end();
    await database.drop();
  }
}

const ninetyFifth = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
const short = (rows: number) => (rows >= 1_000_000 ? `${rows / 1_000_000} M` : `${rows / 1_000} k`);
