import { randomBytes } from "node:crypto";

/** An id as Engage gives them: 24 hex digits, the first eight the second in which it was made. */
export function objectId(now: number): string {
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, "0");
  return seconds + randomBytes(8).toString("hex");
}

/** A moment as REST and Source SDK write it: ISO 8601 without milliseconds (facts/engage.md §1.2). */
export function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function isoSecondsOrNull(at: number | null): string | null {
  return at === null ? null : isoSeconds(at);
}
