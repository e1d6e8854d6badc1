import { NAMED_PERIODS, type NamedPeriod, parsePeriod } from "#lib/transfers/log/mapping.ts";

export const PERIOD_WORDS: Record<NamedPeriod, string> = {
  today: "Today",
  yesterday: "Yesterday",
  "7d": "Last 7 days",
  "28d": "Last 28 days",
};

const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const short = (text: string) => day.format(Date.parse(text));

/** "Last 7 days", "1 Nov 2026 to 15 Nov 2026"; with its zone where that is not the viewer's. */
export function periodInWords(text: string, zone: string | null): string {
  const period = parsePeriod(text);
  if (typeof period === "string") return text;
  const { name } = period;
  const words = name
    ? PERIOD_WORDS[name]
    : period.firstDay === period.lastDay
      ? short(period.firstDay)
      : `${short(period.firstDay)} to ${short(period.lastDay)}`;
  return zone === null || period.zone === zone ? words : `${words} in ${period.zone}`;
}

/** What a list offers as periods: the named ones in the viewer's zone, and the one that is chosen if it is another. */
export function periodOptions(chosen: readonly string[], zone: string | null) {
  const named = zone === null ? [] : NAMED_PERIODS.map((name) => `${name}@${zone}`);
  return [...new Set([...named, ...chosen])].map((value) => ({ value, label: periodInWords(value, zone) }));
}
