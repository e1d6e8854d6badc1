import { Temporal } from "temporal-polyfill";
import type { BusinessHours, SlaTime } from "./schema.ts";

/** What lies longer ahead than this is not worked out: the hours are too few for the time. */
const MAX_DAYS = 3660;

/** Business minutes of a time given in days, hours and minutes. A day is 24 business hours, not a working day (M-80). */
export const minutesOf = ({ days, hours, minutes }: SlaTime): number => days * 1440 + hours * 60 + minutes;

/** A stretch that counts: `from` and `to` in milliseconds since 1970. */
export type Stretch = { from: number; to: number };

const MINUTE = 60_000;
const minuteOfDay = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The open minutes of a weekday (1 is Monday) as ranges that neither overlap nor touch. */
function rangesOf(hours: BusinessHours, day: number): { from: number; to: number }[] {
  const ranges = hours.open
    .filter(({ days }) => days.includes(day))
    .map(({ from, to }) => ({ from: minuteOfDay(from), to: minuteOfDay(to) }))
    .sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else merged.push(range);
  }
  return merged;
}

/**
 * What counts on one day of the calendar. The day is cut where the clock changes: between two changes a minute on the
 * wall is a minute that passes, so an hour that is skipped does not count and one that comes twice counts twice.
 */
function stretchesOf(hours: BusinessHours, date: Temporal.PlainDate): Stretch[] {
  if (hours.closed.includes(date.toString())) return [];
  const ranges = rangesOf(hours, date.dayOfWeek);
  if (ranges.length === 0) return [];
  const end = date.add({ days: 1 }).toZonedDateTime(hours.timeZone);
  const stretches: Stretch[] = [];
  let piece = date.toZonedDateTime(hours.timeZone);
  while (Temporal.ZonedDateTime.compare(piece, end) < 0) {
    const change = piece.getTimeZoneTransition("next");
    const until = change && Temporal.ZonedDateTime.compare(change, end) < 0 ? change : end;
    const wallMidnight = piece.epochMilliseconds - (piece.hour * 60 + piece.minute) * MINUTE;
    for (const range of ranges) {
      const from = Math.max(piece.epochMilliseconds, wallMidnight + range.from * MINUTE);
      const to = Math.min(until.epochMilliseconds, wallMidnight + range.to * MINUTE);
      if (from < to) stretches.push({ from, to });
    }
    piece = until;
  }
  return stretches;
}

/** What counts from an instant on, in order; ends after ten years. */
function* stretchesFrom(hours: BusinessHours, start: number): Generator<Stretch> {
  const zoned = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(hours.timeZone);
  let date = zoned.toPlainDate();
  for (let count = 0; count < MAX_DAYS; count++, date = date.add({ days: 1 })) {
    for (const { from, to } of stretchesOf(hours, date)) {
      if (to > start) yield { from: Math.max(from, start), to };
    }
  }
}

/** When it is due, and the stretches that were counted until then. */
export type Due = { at: number; counted: Stretch[] };

/**
 * When an answer is due that has so many business minutes from `start` (milliseconds since 1970) on. Null when the hours
 * do not give that many within ten years. At the end of a stretch it is due then, not at the beginning of the next.
 */
export function dueAt(hours: BusinessHours, start: number, minutes: number): Due | null {
  let left = minutes * MINUTE;
  const counted: Stretch[] = [];
  for (const { from, to } of stretchesFrom(hours, start)) {
    const taken = Math.min(left, to - from);
    counted.push({ from, to: from + taken });
    left -= taken;
    if (left <= 0) return { at: from + taken, counted };
  }
  return null;
}

/** Business milliseconds between two instants; 0 when the second is not later. */
export function businessTime(hours: BusinessHours, from: number, to: number): number {
  let sum = 0;
  for (const stretch of stretchesFrom(hours, from)) {
    if (stretch.from >= to) break;
    sum += Math.min(stretch.to, to) - stretch.from;
  }
  return sum;
}

/** Business minutes of an ordinary week, for saying how many working days a time is. */
export const minutesOfWeek = (hours: BusinessHours): number =>
  [1, 2, 3, 4, 5, 6, 7]
    .flatMap((day) => rangesOf(hours, day))
    .reduce((sum, { from, to }) => sum + to - from, 0);

/** Where the clock changes next after `start`, in milliseconds, and by how many minutes; null where it never does. */
export function nextClockChange(timeZone: string, start: number): { at: number; minutes: number } | null {
  const change = Temporal.Instant.fromEpochMilliseconds(start)
    .toZonedDateTimeISO(timeZone)
    .getTimeZoneTransition("next");
  if (!change) return null;
  const before = change.subtract({ nanoseconds: 1 });
  return {
    at: change.epochMilliseconds,
    minutes: (change.offsetNanoseconds - before.offsetNanoseconds) / 60e9,
  };
}
