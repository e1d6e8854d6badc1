import { CONNECTIONS, fillRequestLog, OPERATIONS, WORDS } from "./fill-request-log.ts";
import { type Program, startProgram } from "./program.ts";
import { interleave, ratioOf } from "./rounds.ts";
import type { BenchContext, Goal, Line, Row } from "./row.ts";

type Query = Record<string, string>;
type Case = { what: string; peer: "small" | "middle"; goal: Goal; query: (n: number) => Query };

const DAY_MS = 86_400_000;
/** Fixed for the run: pages at a random depth must be the same on both sides. */
const END = new Date();

const at = (n: number) => new Date(END.getTime() - ((n * 37) % 360) * DAY_MS - (n % 1_000) * 1_000);
const cursor = (n: number) => `${at(n).getTime()}-${"8".repeat(32)}`;

const CASES: readonly Case[] = [
  { what: "first page", peer: "small", goal: { atMost: 1.2 }, query: () => ({}) },
  {
    what: "a page at a random depth",
    peer: "small",
    goal: { atMost: 1.2 },
    query: (n) => ({ older: cursor(n) }),
  },
  {
    what: "filter by connection and failure, within 30 days",
    peer: "middle",
    goal: { atMost: 2 },
    query: (n) => ({
      connection: `con_${n % CONNECTIONS}`,
      status: "5xx",
      to: at(n).toISOString(),
      from: new Date(at(n).getTime() - 30 * DAY_MS).toISOString(),
    }),
  },
  {
    what: "filter by connection",
    peer: "middle",
    goal: { atMost: 2 },
    query: (n) => ({ connection: `con_${n % CONNECTIONS}` }),
  },
  {
    what: "filter by operation",
    peer: "middle",
    goal: { atMost: 2 },
    query: (n) => ({ operation: `cxone.operation${n % OPERATIONS}`, older: cursor(n) }),
  },
  {
    what: "filter by failure",
    peer: "middle",
    goal: { atMost: 2 },
    query: (n) => ({ status: "5xx,none", older: cursor(n) }),
  },
  {
    what: "filter by host and method, which have no index",
    peer: "middle",
    goal: { atMost: 2 },
    query: (n) => ({ host: `api-${n % 5}.example.com`, method: "POST", older: cursor(n) }),
  },
  ...(Object.keys(WORDS) as (keyof typeof WORDS)[]).map(
    (word): Case => ({
      what: `search for a word that ${WORDS[word] / 10_000} % of the rows have`,
      peer: "small",
      goal: { atMost: 2.5 },
      query: () => ({ q: word }),
    }),
  ),
];

/** B6: pages, filters and searches of a long request log, beside the same of a short one. */
export const logPages: Row = {
  id: "B6",
  title: "pages of a long log",
  async run(context: BenchContext): Promise<Line[]> {
    const sizes = context.quick
      ? { small: 10_000, middle: 100_000, large: 1_000_000 }
      : { small: 10_000, middle: 1_000_000, large: 10_000_000 };
    const logs: Partial<Record<keyof typeof sizes, Program<unknown>>> = {};
    const drops: (() => Promise<void>)[] = [];
    try {
      for (const [name, rows] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
        context.say(`B6 filling a request log of ${rows} rows`);
        const database = await (await context.server()).database(`bench_b6_${name}`);
        drops.push(database.drop);
        await fillRequestLog(database.url, rows, END);
        logs[name] = await startProgram<unknown>("log-pages", { DATABASE_URL: database.url });
      }
      const lines: Line[] = [];
      for (const one of CASES) lines.push(await measure(one, logs, sizes, context));
      return lines;
    } finally {
      for (const program of Object.values(logs)) await program.stop();
      for (const drop of drops) await drop();
    }
  },
};

async function measure(
  { what, peer, goal, query }: Case,
  logs: Partial<Record<string, Program<unknown>>>,
  sizes: Record<string, number>,
  context: BenchContext,
): Promise<Line> {
  const questions = Array.from({ length: context.quick ? 40 : 100 }, (_, n) => query(n));
  const p95 = (name: string) => async () => (await logs[name]?.call<number>("p95", questions)) ?? Number.NaN;
  const sides = { ours: p95("large"), peer: p95(peer) };
  context.say(`B6 ${what}`);
  for (const side of Object.values(sides)) await side();
  const series = await interleave(sides, context.quick ? 5 : 9);
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  return {
    row: "B6",
    what: `request log: ${what}, p95 at ${sizes.large} rows against ${sizes[peer]}`,
    ours: ms(series.ours.median),
    peer: ms(series.peer.median),
    ratio: ratioOf(series.ours, series.peer),
    goal,
  };
}
