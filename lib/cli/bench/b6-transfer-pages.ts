import { AGENTS, fillTransferLog, NOTE_WORDS, QUEUES, SKILLS } from "./fill-transfer-log.ts";
import { benchPages, type PageCase } from "./page-bench.ts";
import type { Row } from "./row.ts";

const DAY_MS = 86_400_000;
/** Fixed for the run: pages at a random depth must be the same on both sides. */
const END = new Date();

const at = (n: number) => new Date(END.getTime() - ((n * 37) % 360) * DAY_MS - (n % 1_000) * 1_000);
const cursor = (n: number) => `${at(n).getTime()}-trf_${"8".repeat(32)}`;
const filter = (what: string, query: PageCase["query"]): PageCase => ({
  what,
  peer: "middle",
  goal: { atMost: 2 },
  query,
});

const CASES: readonly PageCase[] = [
  { what: "first page", peer: "small", goal: { atMost: 1.2 }, query: () => ({}) },
  {
    what: "a page at a random depth",
    peer: "small",
    goal: { atMost: 1.2 },
    query: (n) => ({ older: cursor(n) }),
  },
  filter("one queue, voicemail, within 30 days", (n) => ({
    queue: `que_${n % QUEUES}`,
    outcome: "voicemail",
    to: at(n).toISOString(),
    from: new Date(at(n).getTime() - 30 * DAY_MS).toISOString(),
  })),
  filter("a skill and voicemail, which many skills never had", (n) => ({
    skill: `ski_${n % SKILLS}`,
    outcome: "voicemail",
    older: cursor(n),
  })),
  filter("one agent", (n) => ({ agent: `age_${n % AGENTS}` })),
  filter("failed and unknown", (n) => ({ outcome: "failed,unknown", older: cursor(n) })),
  filter("one reason", (n) => ({ reason: "closed", older: cursor(n) })),
  filter("a rare source", (n) => ({ source: "api", older: cursor(n) })),
  filter("one caller", (n) => ({ caller: `+4930${String(1_000_000 + (n % 900_000)).slice(0, 7)}` })),
  ...(Object.keys(NOTE_WORDS) as (keyof typeof NOTE_WORDS)[]).map(
    (word): PageCase => ({
      what: `search for a word that ${NOTE_WORDS[word] / 10_000} % of the rows have`,
      peer: "small",
      goal: { atMost: 2.5 },
      query: () => ({ q: word }),
    }),
  ),
];

/** B6: pages, filters and searches of a long log of transfers, beside the same of a short one. */
export const transferPages: Row = {
  id: "B6",
  title: "pages of a long log of transfers",
  run: (context) =>
    benchPages(context, {
      name: "log of transfers",
      database: "bench_b6_transfers",
      program: "transfer-pages",
      fill: (url, rows) => fillTransferLog(url, rows, END),
      cases: CASES,
    }),
};
