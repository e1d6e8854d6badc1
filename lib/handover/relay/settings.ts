import type * as z from "zod";
import { type HandoverSettings, handoverSettings } from "./schema.ts";

export type RelaySettings = HandoverSettings;

const defaults = handoverSettings.parse({});

/**
 * A provider's settings as the relay acts on them: they were checked when they were saved, and one that cannot be read
 * now falls back alone instead of stopping every handover.
 */
export function parseRelaySettings(value: unknown): RelaySettings {
  const given = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const whole = handoverSettings.safeParse(given);
  if (whole.success) return whole.data;
  const shape: Record<string, z.ZodType> = handoverSettings.shape;
  const read = Object.entries(shape).flatMap(([name, schema]) => {
    const one = schema.safeParse(given[name]);
    return one.success ? [[name, one.data]] : [];
  });
  return { ...defaults, ...Object.fromEntries(read) };
}
