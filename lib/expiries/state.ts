import type { ExpiryGroup } from "./schema.ts";

const DAY_MS = 86_400_000;

/** Days before the end at which somebody is reminded; the last one is the end itself. */
export const REMINDERS = [60, 30, 14, 7, 1, 0] as const;

/** Whole days until then, counted up: the last day is 1, and 0 or less is over. */
export const daysUntil = (at: Date, now: Date): number => Math.ceil((at.getTime() - now.getTime()) / DAY_MS);

/** Where it stands in the calendar. `never`: somebody said so; without that and a date it is unknown. */
export function groupOf(expiresAt: Date | null, never: boolean, now: Date): ExpiryGroup {
  if (!expiresAt) return never ? "never" : "unknown";
  const days = daysUntil(expiresAt, now);
  if (days <= 0) return "overdue";
  if (days <= 7) return "week";
  if (days <= 30) return "month";
  return days <= 60 ? "sixtyDays" : "later";
}

/** The reminder that is due: the nearest threshold that has been reached, or null while there is time. */
export function reminderOf(expiresAt: Date, now: Date): (typeof REMINDERS)[number] | null {
  const days = daysUntil(expiresAt, now);
  return REMINDERS.findLast((threshold) => days <= threshold) ?? null;
}
