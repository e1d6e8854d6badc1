import type { ConnectionInput } from "./schema.ts";

type Filled = { field: string; value: string };

const FIELD_OF: Record<string, string> = {
  issuer: "settings.issuer",
  environmenturl: "settings.issuer",
  accesskeyid: "settings.accessKeyId",
  accesskeysecret: "secrets.accessKeySecret",
  clientid: "settings.clientId",
  clientsecret: "secrets.clientSecret",
  dfobaseurl: "settings.dfoBaseUrl",
};

/**
 * Reads credentials pasted as JSON, alone or under a key `cxone`, with names as CXone, Cognigy or a sandbox write them.
 * Gives the form fields they fill; a sentence when there is nothing to use.
 */
export function readCredentials(
  text: string,
): { ok: true; fields: Filled[] } | { ok: false; sentence: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, sentence: "This is not JSON. Paste the whole text, from the first { to the last }." };
  }
  const nested = isRecord(parsed) && isRecord(parsed.cxone) ? parsed.cxone : parsed;
  if (!isRecord(nested)) return { ok: false, sentence: 'Paste an object such as {"accessKeyId": "…"}.' };
  const fields = Object.entries(nested).flatMap(([key, value]) => {
    const field = FIELD_OF[key.replaceAll(/[^a-z]/gi, "").toLowerCase()];
    return field && typeof value === "string" && value ? [{ field, value }] : [];
  });
  if (fields.length === 0) {
    return {
      ok: false,
      sentence: "None of accessKeyId, accessKeySecret, clientId, clientSecret or issuer is in there.",
    };
  }
  return { ok: true, fields };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An empty form. */
export const emptyConnection = (issuer: string) =>
  ({
    name: "CXone",
    settings: { issuer, accessKeyId: "", clientId: "", dfoBaseUrl: "" },
    secrets: { accessKeySecret: "", clientSecret: "" },
    expiries: { accessKeySecret: "", clientSecret: "" },
  }) satisfies ConnectionInput;

/** Upper bounds in ms of the counted durations; what takes longer falls into one more class. */
export const DURATION_BOUNDS_MS = [
  5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000,
  15_000,
] as const;

/** The class of a duration: the index of the first bound that holds it. */
export function durationClass(ms: number): number {
  const index = DURATION_BOUNDS_MS.findIndex((bound) => ms <= bound);
  return index === -1 ? DURATION_BOUNDS_MS.length : index;
}

/**
 * The duration in ms that a `share` (0 to 1) of the counted calls did not exceed, taken as evenly spread within a class;
 * null without calls. In the last class only its lower bound is known.
 */
export function durationQuantile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let before = 0;
  for (const [index, count] of counts.entries()) {
    const from = DURATION_BOUNDS_MS[index - 1] ?? 0;
    if (count > 0 && before + count >= share * total) {
      const to = DURATION_BOUNDS_MS[index] ?? from;
      return Math.round(from + ((share * total - before) / count) * (to - from));
    }
    before += count;
  }
  return DURATION_BOUNDS_MS.at(-1) ?? null;
}

/** Where to go on afterwards: an address of this console, or null for anything that leads elsewhere. */
export function ownPath(path: unknown): string | null {
  if (typeof path !== "string" || !/^\/[a-z]/.test(path)) return null;
  const base = "http://own.invalid";
  const url = URL.canParse(path, base) ? new URL(path, base) : null;
  return url?.origin === base ? url.pathname + url.search : null;
}
