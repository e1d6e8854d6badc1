/** Spans that are offered by name; each ends with today, but for yesterday. */
export const NAMED_PERIODS = ["today", "yesterday", "7d", "28d"] as const;
export type NamedPeriod = (typeof NAMED_PERIODS)[number];

/** Whole days of a time zone: a named span, which moves with the clock, or two days of the calendar, both included. */
export type Period = { zone: string } & (
  | { name: NamedPeriod }
  | { name: null; firstDay: string; lastDay: string }
);

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** What transfers are counted by. */
export const QUARTER_MS = 900_000;
const LONGEST_DAYS = 400;
/** Further out a day before or after is written with more digits, or none. */
const FIRST_DAY = "1900-01-01";
const LAST_DAY = "9000-12-31";
/** Up to so many days are drawn by the hour. */
const HOURLY_DAYS = 2;

const isZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

const TEXT = /^(?:(today|yesterday|7d|28d)|(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d))@([\w+\-/]{1,60})$/;

/** Reads `7d@Europe/Berlin` or `2026-11-01..2026-11-15@Europe/Berlin`; a sentence when it cannot be read. */
export function parsePeriod(text: string): Period | string {
  const [, name, firstDay, lastDay, zone = ""] = TEXT.exec(text) ?? [];
  if (!isZone(zone)) return "Use a period such as 7d@Europe/Berlin.";
  if (name) return { name: name as NamedPeriod, zone };
  if (!firstDay || !lastDay || !isDay(firstDay) || !isDay(lastDay)) return "There is no such day.";
  if (firstDay < FIRST_DAY || lastDay > LAST_DAY) return "Use days of the years 1900 to 9000.";
  const days = daysBetween(firstDay, lastDay) + 1;
  if (days < 1) return "The last day lies before the first.";
  return days > LONGEST_DAYS
    ? `Look at ${LONGEST_DAYS} days or fewer.`
    : { name: null, firstDay, lastDay, zone };
}

export const formatPeriod = (period: Period): string =>
  `${period.name ?? `${period.firstDay}..${period.lastDay}`}@${period.zone}`;

export type Span = { from: Date; to: Date };

/** The first moment of a period and the first after it. */
export function spanOf(period: Period, now: Date): Span {
  const { firstDay, lastDay } = daysOf(period, now);
  return { from: startOfDay(firstDay, period.zone), to: startOfDay(addDays(lastDay, 1), period.zone) };
}

/**
 * As many days right before. While the last day of the period is still under way, the last day here ends at the same time
 * of day, by the quarter that has begun: a morning is held against a morning.
 */
export function spanBefore(period: Period, now: Date): Span {
  const { firstDay, lastDay } = daysOf(period, now);
  const { zone } = period;
  const days = daysBetween(firstDay, lastDay) + 1;
  const whole = { from: startOfDay(addDays(firstDay, -days), zone), to: startOfDay(firstDay, zone) };
  const began = startOfDay(lastDay, zone).getTime();
  if (now.getTime() < began || dayOf(now, zone) !== lastDay) return whole;
  const elapsed = Math.ceil((now.getTime() - began + 1) / QUARTER_MS) * QUARTER_MS;
  const end = startOfDay(addDays(lastDay, -days), zone).getTime() + elapsed;
  return { from: whole.from, to: new Date(Math.min(end, whole.to.getTime())) };
}

/** Where the bars of a chart begin: hours of one or two days, else days. A day of 23 or 25 hours has as many bars. */
export function barsOf(period: Period, now: Date): { unit: "hour" | "day"; starts: Date[] } {
  const { firstDay, lastDay } = daysOf(period, now);
  const days = daysBetween(firstDay, lastDay) + 1;
  if (days > HOURLY_DAYS) {
    const starts = Array.from({ length: days }, (_, n) => startOfDay(addDays(firstDay, n), period.zone));
    return { unit: "day", starts };
  }
  const { from, to } = spanOf(period, now);
  const hours = Math.ceil((to.getTime() - from.getTime()) / HOUR_MS);
  return {
    unit: "hour",
    starts: Array.from({ length: hours }, (_, n) => new Date(from.getTime() + n * HOUR_MS)),
  };
}

function daysOf(period: Period, now: Date): { firstDay: string; lastDay: string } {
  if (period.name === null) return period;
  const today = dayOf(now, period.zone);
  const back = { today: 0, yesterday: 1, "7d": 6, "28d": 27 }[period.name];
  return {
    firstDay: addDays(today, -back),
    lastDay: period.name === "yesterday" ? addDays(today, -1) : today,
  };
}

/** The day of the calendar that a moment falls on in a zone: `2026-11-21`. */
export function dayOf(moment: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/**
 * The first moment of a day in a zone. Clocks may be put forward at midnight, so that the day begins at one, or back, so
 * that midnight comes twice: of the moments that would be midnight by the time of the day before and by that of the day
 * after, the first one that lies on the day.
 */
export function startOfDay(day: string, zone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const candidates = [-DAY_MS, DAY_MS]
    .map((aside) => utc - offsetMs(utc + aside, zone))
    .sort((a, b) => a - b)
    .map((atMs) => new Date(atMs));
  return candidates.find((moment) => dayOf(moment, zone) === day) ?? new Date(utc);
}

/** How far the clocks of a zone are ahead of UTC at a moment. */
function offsetMs(atMs: number, zone: string): number {
  const name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(atMs)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * 60_000);
}

const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
const daysBetween = (first: string, last: string) =>
  Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS);
const isDay = (text: string) => {
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
};

type Named = { id: string; name: string };

/** What is chosen by name, with the id beside the names that several have: two connections may lead to queues of one name. */
export function toldApart<Choice extends Named>(choices: readonly Choice[]): Choice[] {
  const shared = new Set(choices.map(({ name }) => name).filter((name, at, all) => all.indexOf(name) !== at));
  return choices.map((one) => (shared.has(one.name) ? { ...one, name: `${one.name} (${one.id})` } : one));
}
