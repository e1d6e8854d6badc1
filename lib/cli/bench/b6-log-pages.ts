import { CONNECTIONS, fillRequestLog, OPERATIONS, WORDS } from "./fill-request-log.ts";
import { benchPages, type PageCase } from "./page-bench.ts";
import type { Row } from "./row.ts";

const DAY_MS = 86_400_000;
/** Fixed for the run: pages at a random depth must be the same on both sides. */
const END = new Date();

const at = (n: number) => new Date(END.getTime() - ((n * 37) % 360) * DAY_MS - (n % 1_000) * 1_000);
const cursor = (n: number) => `${at(n).getTime()}-${"8".repeat(32)}`;

const CASES: readonly PageCase[] = [
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
    (word): PageCase => ({
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
  run: (context) =>
    benchPages(context, {
      name: "request log",
      database: "bench_b6",
      program: "log-pages",
      fill: (url, rows) => fillRequestLog(url, rows, END),
      cases: CASES,
    }),
};
