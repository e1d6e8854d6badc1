import type { OpeningHours } from "./schema.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const dayName = (day: number): string => DAYS[day - 1] ?? String(day);

/** `Mon to Fri 09:00–17:00, Sat 09:00–12:00 (Europe/Berlin)`; without hours `always`. */
export function hoursInWords(hours: OpeningHours | undefined): string {
  if (!hours) return "always";
  const entries = hours.open.map(({ days, from, to }) => `${daysInWords(days)} ${from}–${to}`);
  return `${entries.join(", ")} (${hours.timeZone})`;
}

function daysInWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const first = sorted[0] ?? 1;
  const gapless = sorted.every((day, index) => day === first + index);
  if (gapless && sorted.length > 2) return `${dayName(first)} to ${dayName(first + sorted.length - 1)}`;
  return sorted.map(dayName).join(", ");
}
