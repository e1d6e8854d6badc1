import type { Params } from "./params.ts";

const defaultLimit = 30;
const largestLimit = 150;

function whole(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback;
}

/** One page of rows in the vendor's envelope; `count` is that of all rows (facts/engage.md §1.2). */
export function page<Row>(params: Params, rows: readonly Row[], view: (row: Row) => unknown) {
  const offset = whole(params.text("offset"), 0);
  const limit = Math.min(Math.max(whole(params.text("limit"), defaultLimit), 1), largestLimit);
  return {
    count: rows.length,
    offset,
    limit,
    records: rows.slice(offset, offset + limit).map(view),
  };
}

/** Newest first, in order of arrival where the moment is the same. */
export function newestFirst<Row>(rows: readonly Row[], at: (row: Row) => number): Row[] {
  return [...rows].reverse().sort((a, b) => at(b) - at(a));
}

/** A filter by a parameter that holds ids separated by commas. */
export function idsOf(text: string | undefined): Set<string> | null {
  if (text === undefined || text.trim() === "") return null;
  return new Set(text.split(",").map((id) => id.trim()));
}
