import { attributesFrom, toContactAttributes } from "../parse-custom-attributes.ts";
import type { HandoverRequest } from "./adapter.ts";

const ATTRIBUTE_FIELDS = ["customAttributes", "attributes"] as const;
const MAX_REASON = 200;

/**
 * A bot's wish for a human: true with attributes `beside` it, or an object with `reason` and `customAttributes` in one of their three shapes
 * (H-41). Attributes that cannot be read are left out and noted: they must not keep the visitor from a human.
 */
export function readHandoverSignal(
  value: unknown,
  beside: unknown = null,
): { request: HandoverRequest | null; note: string | null } {
  if (value === true) return readHandoverSignal({ ...recordOf(beside) });
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { request: null, note: null };
  const signal = value as Record<string, unknown>;
  const reason = typeof signal.reason === "string" ? signal.reason.slice(0, MAX_REASON) : null;
  const field = ATTRIBUTE_FIELDS.find((name) => signal[name] !== undefined && signal[name] !== null);
  if (!field) return { request: { reason, attributes: [] }, note: null };
  const parsed = attributesFrom(signal[field]);
  if (!parsed.ok) {
    return {
      request: { reason, attributes: [] },
      note: `The bot's ${field} were left out: ${parsed.sentence}`,
    };
  }
  return { request: { reason, attributes: toContactAttributes(parsed.value) }, note: null };
}

const recordOf = (value: unknown): object =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

/** The value under names joined by dots; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (at, name) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, name)
          ? (at as Record<string, unknown>)[name]
          : undefined,
      value,
    );
}
