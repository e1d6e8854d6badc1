import * as z from "zod";
import { openingHours } from "#lib/hours/schema.ts";
import { openedVersionOrNone } from "#lib/versions/schema.ts";
import type { AttestationView } from "../attestations/schema.ts";

/** When service levels count, with the days of the calendar on which nothing does. */
export const businessHours = openingHours.extend({
  closed: z
    .array(z.iso.date({ error: "A day such as 2026-12-25." }))
    .max(366, { error: "At most 366 days." })
    .default([])
    .transform((days) => [...new Set(days)].sort()),
});
export type BusinessHours = z.output<typeof businessHours>;

const part = (what: string, max: number) => {
  const error = `${what}: a whole number from 0 to ${max}.`;
  return z.int({ error }).min(0, { error }).max(max, { error });
};

/** A time as CXone asks for it (M-80): a day is 24 business hours. */
export const slaTime = z
  .strictObject({ days: part("Days", 365), hours: part("Hours", 23), minutes: part("Minutes", 59) })
  .refine(({ days, hours, minutes }) => days + hours + minutes > 0, {
    path: ["minutes"],
    error: "The time is longer than nothing: enter at least one minute.",
  });
export type SlaTime = z.output<typeof slaTime>;

/** First response and solution, as one tries to keep them. */
export const slaTargets = z
  .strictObject({ firstResponse: slaTime, solution: slaTime })
  .refine(
    ({ firstResponse: first, solution }) =>
      first.days * 1440 + first.hours * 60 + first.minutes <=
      solution.days * 1440 + solution.hours * 60 + solution.minutes,
    { path: ["solution", "days"], error: "The solution is due no earlier than the first response." },
  );
export type SlaTargets = z.output<typeof slaTargets>;

/** The global service level, as it is saved; version 0 when there was none. */
export const globalSlaInput = z.strictObject({
  hours: businessHours,
  targets: slaTargets,
  version: openedVersionOrNone,
});
export type GlobalSlaInput = z.output<typeof globalSlaInput>;
export type GlobalSlaForm = z.input<typeof globalSlaInput>;

/** Null follows the global one: YES in CXone; targets are NO, DIFFERENT. */
export const channelSlaInput = z.strictObject({
  targets: slaTargets.nullable(),
  version: openedVersionOrNone,
});
export type ChannelSlaInput = z.output<typeof channelSlaInput>;

export type ChannelSlaView = {
  channelId: string;
  name: string;
  /** Null when it follows the global one. */
  targets: SlaTargets | null;
  version: number;
  attested: AttestationView | null;
};

export type SlaView = {
  connectionId: string;
  hours: BusinessHours;
  /** Null before the first was saved. */
  targets: SlaTargets | null;
  version: number;
  attested: AttestationView | null;
  channels: ChannelSlaView[];
};
