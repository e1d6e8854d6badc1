import type { Prisma } from "./generated/client.ts";

/** A stretch of time; without a bound it reaches to the end of the log. */
export type LogWindow = { from?: Date; to?: Date };

type Question = {
  older?: { at: Date } | undefined;
  newer?: { at: Date } | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  match: readonly Prisma.Sql[];
};

/** Months that a search covers window by window before it asks for all the rest at once. */
const WINDOW_MONTHS = [1, 2, 4, 8, 16];

/**
 * The stretches of a log to be looked through one after the other, beginning with the month of the cursor, so that
 * partitions that are not needed are not even planned for. Without conditions the second one is all the rest: the order
 * of the log finds its rows at once.
 */
export function logWindows({ older, newer, from, to, match }: Question, now = new Date()): LogWindow[] {
  const lengths = match.length > 0 ? WINDOW_MONTHS : [];
  const start = newer?.at ?? older?.at ?? to ?? now;
  let edge = monthOf(start, newer ? 1 : 0);
  const windows: LogWindow[] = [newer ? { to: edge } : { from: edge }];
  for (const months of lengths) {
    const next = monthOf(edge, newer ? months : -months);
    windows.push(newer ? { from: edge, to: next } : { from: next, to: edge });
    edge = next;
  }
  windows.push(newer ? { from: edge } : { to: edge });
  return windows.filter(
    (window) => !(from && window.to && window.to <= from) && !(to && window.from && window.from >= to),
  );
}

/** The beginning of the month of a moment, in UTC, so many months on. */
const monthOf = (moment: Date, on: number) =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + on, 1));
