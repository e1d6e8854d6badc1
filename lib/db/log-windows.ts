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
/** Rows do not lie evenly in time: a stretch in which twice as many are to be expected has mostly enough. */
const SPARE = 2;

/**
 * The stretches of a log to be looked through one after the other, beginning with the month of the cursor, so that
 * partitions that are not needed are not even planned for; one that ends at `reach` comes before. Without conditions the
 * second one is all the rest: the order of the log finds its rows at once.
 */
export function logWindows(question: Question, now = new Date(), reach?: Date): LogWindow[] {
  const { newer, from, to, match } = question;
  const edges = [monthOf(reach ?? startOf(question, now), newer ? 1 : 0)];
  for (const months of match.length > 0 ? WINDOW_MONTHS : []) {
    edges.push(monthOf(edges.at(-1) as Date, newer ? months : -months));
  }
  if (reach) edges.unshift(reach);
  const windows = [...edges, undefined].map((edge, index) => stretch(edges[index - 1], edge, Boolean(newer)));
  return windows.filter(
    (window) => !(from && window.to && window.to <= from) && !(to && window.from && window.from >= to),
  );
}

/** From the nearer edge to the farther one, whichever way is looked. */
function stretch(near: Date | undefined, far: Date | undefined, ascending: boolean): LogWindow {
  const [from, to] = ascending ? [near, far] : [far, near];
  return { ...(from && { from }), ...(to && { to }) };
}

/** How far to look for so many rows, going by how far away the last of those lies that were found near. */
export function reachOf(
  question: Question,
  found: readonly { at: Date }[],
  wanted: number,
  now = new Date(),
) {
  const last = found.at(-1);
  if (!last) return undefined;
  const start = startOf(question, now).getTime();
  return new Date(start + (last.at.getTime() - start) * (wanted / found.length) * SPARE);
}

const startOf = ({ older, newer, to }: Question, now: Date) => newer?.at ?? older?.at ?? to ?? now;

/** The beginning of the month of a moment, in UTC, so many months on. */
const monthOf = (moment: Date, on: number) =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + on, 1));
