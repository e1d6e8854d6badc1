import type { BenchServer } from "./bench-server.ts";

/** What a ratio has to be: `{ atLeast: 0.8 }` or `{ atMost: 1.15 }`. */
export type Goal = { atLeast: number } | { atMost: number };

/** One line of the table: a figure of ours beside the same figure of a peer, both of this run. */
export type Line = {
  row: string;
  what: string;
  /** With its unit, for people. */
  ours: string;
  peer: string;
  /** Ours divided by the peer's. */
  ratio: number;
  goal: Goal;
  /** What somebody has to know to read the figures; printed below the table. */
  note?: string;
};

export type BenchContext = {
  /** The PostgreSQL of this run, started when the first row asks for it. */
  server(): Promise<BenchServer>;
  /** Fewer and shorter rounds: for a look, not for a verdict. */
  quick: boolean;
  /** Says what goes on, on standard error. */
  say(text: string): void;
};

export type Row = {
  id: string;
  title: string;
  run(context: BenchContext): Promise<Line[]>;
};

export function isMet({ ratio, goal }: Line): boolean {
  return "atLeast" in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}
