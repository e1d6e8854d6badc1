import type { OpeningHours } from "#lib/hours/schema.ts";

const DAYS: readonly (string | undefined)[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** Making one takes longer than a decision. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, format);
  return format;
}

/** What a clock on the wall shows there: `day` 1 is Monday, `time` as "09:30". Summer time is the zone's own business. */
export function wallClock(timeZone: string, now: Date): { day: number; dayName: string; time: string } {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const index = DAYS.indexOf(parts.get("weekday"));
  return {
    day: index + 1,
    dayName: DAY_NAMES[index] ?? "",
    time: `${parts.get("hour")}:${parts.get("minute")}`,
  };
}

/** Whether a route is open: from the first minute of an entry until before its last. Without hours it always is. */
export function isOpen(hours: OpeningHours | undefined, now: Date): boolean {
  if (!hours) return true;
  const { day, time } = wallClock(hours.timeZone, now);
  return hours.open.some(({ days, from, to }) => days.includes(day) && from <= time && time < to);
}
