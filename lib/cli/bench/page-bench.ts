import { type Program, startProgram } from "./program.ts";
import { interleave, ratioOf } from "./rounds.ts";
import type { BenchContext, Goal, Line } from "./row.ts";

type Query = Record<string, string>;
/** What a list is asked for, the n-th time. */
export type PageCase = { what: string; peer: "small" | "middle"; goal: Goal; query: (n: number) => Query };

export type BenchedPages = {
  name: string;
  /** How the databases of the run begin their names. */
  database: string;
  /** A file of `programs/` that answers `p95` of a list of queries. */
  program: string;
  fill(databaseUrl: string, rows: number): Promise<void>;
  cases: readonly PageCase[];
};

/** The read behind a list over a long log and over shorter ones, each in a process and a database of its own. */
export async function benchPages(context: BenchContext, benched: BenchedPages): Promise<Line[]> {
  const sizes = context.quick
    ? { small: 10_000, middle: 100_000, large: 1_000_000 }
    : { small: 10_000, middle: 1_000_000, large: 10_000_000 };
  const logs: Partial<Record<keyof typeof sizes, Program<unknown>>> = {};
  const drops: (() => Promise<void>)[] = [];
  try {
    for (const [name, rows] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
      context.say(`B6 filling the ${benched.name} with ${rows} rows`);
      const database = await (await context.server()).database(`${benched.database}_${name}`);
      drops.push(database.drop);
      await benched.fill(database.url, rows);
      logs[name] = await startProgram<unknown>(benched.program, { DATABASE_URL: database.url });
    }
    const lines: Line[] = [];
    for (const one of benched.cases) lines.push(await measure(benched.name, one, logs, sizes, context));
    return lines;
  } finally {
    for (const program of Object.values(logs)) await program.stop();
    for (const drop of drops) await drop();
  }
}

async function measure(
  name: string,
  { what, peer, goal, query }: PageCase,
  logs: Partial<Record<string, Program<unknown>>>,
  sizes: Record<string, number>,
  context: BenchContext,
): Promise<Line> {
  const questions = Array.from({ length: context.quick ? 40 : 100 }, (_, n) => query(n));
  const p95 = (size: string) => async () => (await logs[size]?.call<number>("p95", questions)) ?? Number.NaN;
  const sides = { ours: p95("large"), peer: p95(peer) };
  context.say(`B6 ${name}: ${what}`);
  for (const side of Object.values(sides)) await side();
  const series = await interleave(sides, context.quick ? 5 : 9);
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  return {
    row: "B6",
    what: `${name}: ${what}, p95 at ${sizes.large} rows against ${sizes[peer]}`,
    ours: ms(series.ours.median),
    peer: ms(series.peer.median),
    ratio: ratioOf(series.ours, series.peer),
    goal,
  };
}
