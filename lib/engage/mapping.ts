/** Fields of an Engage user that a profile's keys are matched with (E-80, facts/engage.md §2.4). */
export const USER_FIELDS = [
  "id",
  "screenname",
  "firstname",
  "lastname",
  "avatar_url",
  "email",
  "home_phone",
  "mobile_phone",
  "gender",
  "created_at",
  "updated_at",
  "puppetizable",
] as const;

/** Never taken from a profile: the bridge sets them, or a visitor could write as the bot. */
const OURS: ReadonlySet<string> = new Set(["id", "created_at", "updated_at", "puppetizable"]);

export type ContextData = Readonly<Record<string, string | readonly string[]>>;

export interface MappedProfile {
  /** Fields of the user, by Engage's names. */
  readonly fields: Readonly<Record<string, string>>;
  /** The rest, by cleaned keys. */
  readonly contextData: ContextData;
  /** What became of each key, for a preview. */
  readonly lines: readonly {
    readonly key: string;
    readonly target: string;
    readonly kind: "field" | "context" | "left-out";
    readonly value: string;
  }[];
}

/**
 * A key as `context_data` takes it: letters and `-`; what else may work, the sources disagree on (facts/engage.md §2.4). Words are
 * joined with `-`, digits are spelt out so that `line1` and `line2` stay two keys. Empty when nothing is left.
 */
export function contextKey(key: string): string {
  return key
    .normalize("NFD")
    .replaceAll("ß", "ss")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/[0-9]/g, (digit) => `-${DIGITS[Number(digit)]}-`)
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** `context_data` as Engage takes it: clean keys, texts or lists of texts. Two keys that become one keep both values. */
export function cleanContextData(data: Readonly<Record<string, unknown>>): Record<string, string | string[]> {
  // A map until the end: "constructor" is a key like any other.
  const clean = new Map<string, string | string[]>();
  for (const [key, value] of Object.entries(data)) {
    const name = contextKey(key);
    const values = textsOf(value);
    if (name === "" || values.length === 0) continue;
    const all = [...[clean.get(name) ?? []].flat(), ...values];
    clean.set(name, all.length === 1 && !Array.isArray(value) ? (all[0] ?? "") : all);
  }
  return Object.fromEntries(clean);
}

function textsOf(value: unknown): string[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return [typeof value === "object" ? JSON.stringify(value) : String(value)];
}

/** A contact profile as Engage gets it: keys that name a field of its user become that field, the rest `context_data` (E-80). */
export function mapProfile(profile: Readonly<Record<string, unknown>>): MappedProfile {
  const fields: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  const lines: MappedProfile["lines"][number][] = [];
  for (const [key, raw] of Object.entries(profile)) {
    const value = textsOf(raw).join(", ");
    const field = fieldOf(key, raw);
    if (value === "") lines.push({ key, target: "", kind: "left-out", value });
    else if (field && fields[field] === undefined) {
      fields[field] = field === "gender" ? (genderOf(value) ?? value) : value;
      lines.push({ key, target: field, kind: "field", value: fields[field] ?? "" });
    } else {
      rest[key] = raw;
      const target = contextKey(key);
      lines.push({ key, target, kind: target === "" ? "left-out" : "context", value });
    }
  }
  return { fields, contextData: cleanContextData(rest), lines };
}

/** `firstName`, `first_name` and `FirstName` are one key; a value that Engage would not take as that field goes the other way. */
function fieldOf(key: string, value: unknown): string | null {
  const bare = key.toLowerCase().replace(/[^a-z]/g, "");
  const field = USER_FIELDS.find((name) => name.replace("_", "") === bare);
  if (!field || OURS.has(field) || typeof value === "object") return null;
  return field === "gender" && genderOf(String(value)) === null ? null : field;
}

/** Engage knows two words (facts/engage.md §2.4). */
function genderOf(value: string): "man" | "woman" | null {
  if (/^(man|male|m|mr)$/i.test(value.trim())) return "man";
  return /^(woman|female|f|ms|mrs)$/i.test(value.trim()) ? "woman" : null;
}

/** An estimated wait as Engage gives it, in milliseconds, the unit that bots read (E-81, facts/engage.md §4). */
export const waitMs = (estimatedWaitSeconds: number): number => Math.round(estimatedWaitSeconds * 1_000);
