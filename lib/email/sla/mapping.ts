import { type BusinessHours, businessHours, type SlaTargets, type SlaTime, slaTargets } from "./schema.ts";
import { minutesOf, minutesOfWeek } from "./state.ts";

export const parseHours = (stored: unknown): BusinessHours => businessHours.parse(stored);
export const parseTargets = (stored: unknown): SlaTargets | null => slaTargets.safeParse(stored).data ?? null;

/** What a form begins with: an office of the business unit's time zone. */
export const officeHours = (timeZone: string | null): BusinessHours => ({
  timeZone: businessHours.shape.timeZone.safeParse(timeZone).data ?? "UTC",
  open: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
  closed: [],
});

const counted = (count: number, unit: string) => (count === 1 ? `1 ${unit}` : `${count} ${unit}s`);

/** `1 day 2 hours`, as it is entered in CXone. */
export const timeInWords = ({ days, hours, minutes }: SlaTime): string =>
  [
    ...(days > 0 ? [counted(days, "day")] : []),
    ...(hours > 0 ? [counted(hours, "hour")] : []),
    ...(minutes > 0 ? [counted(minutes, "minute")] : []),
  ].join(" ");

/**
 * What a time with days means for somebody at work, as a day of a service level is 24 business hours: "24 business hours,
 * about 3 working days". Null where no days are in it.
 */
export function daysInWords(time: SlaTime, hours: BusinessHours): string | null {
  if (time.days === 0) return null;
  const openDays = new Set(hours.open.flatMap(({ days }) => days)).size;
  const perDay = minutesOfWeek(hours) / Math.max(1, openDays);
  if (perDay <= 0) return null;
  const businessHoursOf = Math.round((minutesOf(time) / 60) * 10) / 10;
  const workingDays = Math.round((minutesOf(time) / perDay) * 10) / 10;
  return `${businessHoursOf} business hours, about ${counted(workingDays, "working day")}`;
}

/** In audit and attestations. */
export const slaObject = (connectionId: string) => `sla:${connectionId}`;
export const channelSlaObject = (channelId: string) => `email-channel-sla:${channelId}`;
