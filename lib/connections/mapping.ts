import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { CxoneInput } from "./cxone/schema.ts";
import type { CxoneV2Input } from "./cxone-v2/schema.ts";
import type { EngageInput } from "./engage/schema.ts";
import type { ConnectionKind, ConnectionView } from "./schema.ts";

/** As the vendors write them. */
export const KIND_NAMES: Record<ConnectionKind, string> = {
  cxone: "CXone",
  "cxone-v2": "CXone API v2",
  engage: "RingCentral Engage",
};

/** A kind by its name; CXone for what names none. */
export const kindNamed = (name: unknown): ConnectionKind =>
  name === "engage" || name === "cxone-v2" ? name : "cxone";

const DIALECTS: Record<ConnectionKind, Dialect | null> = { cxone: "acd", "cxone-v2": "v2", engage: null };

/** The dialect in which calls are spoken of with a kind of connection; null where it has none. */
export const dialectOf = (kind: ConnectionKind): Dialect | null => DIALECTS[kind];

/** What needs a connection, counted: transfer policies, and handovers where it may have some. */
export function usesOf({ kind, handovers, transferPolicies }: ConnectionView): string {
  const policies = transferPolicies.length;
  return [
    ...(kind === "cxone-v2" ? [] : [counted(handovers.length, "handover", "handovers")]),
    ...(policies > 0 || kind === "cxone-v2"
      ? [counted(policies, "transfer policy", "transfer policies")]
      : []),
  ].join(", ");
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** The tenant in a line, as its vendor names it; null before the first good check. */
export function placeOf(connection: ConnectionView): string | null {
  if (connection.kind === "engage") return connection.tenant?.domain ?? null;
  if (connection.kind === "cxone-v2") return connection.tenant && new URL(connection.tenant.baseUrl).host;
  const { tenant } = connection;
  return tenant && `${tenant.businessUnitName}, business unit ${tenant.businessUnitId}`;
}

type Filled = { field: string; value: string };

/** Names as the vendors, Cognigy or a sandbox write them, without capitals and signs, and the fields they fill. */
const FIELD_OF: Record<ConnectionKind, Record<string, string>> = {
  cxone: {
    issuer: "settings.issuer",
    environmenturl: "settings.issuer",
    accesskeyid: "settings.accessKeyId",
    accesskeysecret: "secrets.accessKeySecret",
    clientid: "settings.clientId",
    clientsecret: "secrets.clientSecret",
    dfobaseurl: "settings.dfoBaseUrl",
  },
  "cxone-v2": {
    environment: "settings.baseUrl",
    baseurl: "settings.baseUrl",
    cxonebaseurl: "settings.baseUrl",
    tokenurl: "settings.tokenUrl",
    clientid: "settings.clientId",
    cxoneoauthclientid: "settings.clientId",
    clientsecret: "secrets.clientSecret",
    cxoneoauthclientsecret: "secrets.clientSecret",
  },
  engage: {
    uibaseurl: "settings.uiBaseUrl",
    domain: "settings.uiBaseUrl",
    apibaseurl: "settings.apiBaseUrl",
    baseapiurl: "settings.apiBaseUrl",
    apitoken: "secrets.apiToken",
    apiaccesstoken: "secrets.apiToken",
  },
};

const EXAMPLES: Record<ConnectionKind, { object: string; names: string }> = {
  cxone: {
    object: '{"accessKeyId": "…"}',
    names: "accessKeyId, accessKeySecret, clientId, clientSecret or issuer",
  },
  "cxone-v2": {
    object: '{"clientId": "…"}',
    names: "baseUrl, environment, tokenUrl, clientId or clientSecret",
  },
  engage: { object: '{"uiBaseUrl": "…"}', names: "uiBaseUrl, apiBaseUrl or apiToken" },
};

const KEY_OF: Record<ConnectionKind, string> = { cxone: "cxone", "cxone-v2": "cxoneV2", engage: "engage" };

/**
 * Reads credentials pasted as JSON, alone or under the key that a sandbox gives the kind. Gives the form fields they fill; a sentence when
 * there is nothing to use.
 */
export function readCredentials(
  text: string,
  kind: ConnectionKind,
): { ok: true; fields: Filled[] } | { ok: false; sentence: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, sentence: "This is not JSON. Paste the whole text, from the first { to the last }." };
  }
  const key = KEY_OF[kind];
  const nested = isRecord(parsed) && isRecord(parsed[key]) ? parsed[key] : parsed;
  if (!isRecord(nested)) return { ok: false, sentence: `Paste an object such as ${EXAMPLES[kind].object}.` };
  const fields = Object.entries(nested).flatMap(([key, value]) => {
    const field = FIELD_OF[kind][key.replaceAll(/[^a-z]/gi, "").toLowerCase()];
    return field && typeof value === "string" && value ? [{ field, value }] : [];
  });
  if (fields.length > 0) return { ok: true, fields };
  return { ok: false, sentence: `None of ${EXAMPLES[kind].names} is in there.` };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Empty forms. */
export const emptyCxone = (issuer: string) =>
  ({
    kind: "cxone",
    name: "CXone",
    settings: { issuer, accessKeyId: "", clientId: "", dfoBaseUrl: "" },
    secrets: { accessKeySecret: "", clientSecret: "" },
    expiries: { accessKeySecret: "", clientSecret: "" },
  }) satisfies CxoneInput;

export const emptyCxoneV2 = () =>
  ({
    kind: "cxone-v2",
    name: "CXone voice",
    settings: { baseUrl: "", tokenUrl: "", clientId: "" },
    secrets: { clientSecret: "" },
    expiries: { clientSecret: "" },
  }) satisfies CxoneV2Input;

export const emptyEngage = () =>
  ({
    kind: "engage",
    name: "",
    settings: { uiBaseUrl: "", apiBaseUrl: "" },
    secrets: { apiToken: "" },
    expiries: { apiToken: "never" },
  }) satisfies EngageInput;

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
