/** Calling codes of countries (ITU-T E.164): none is the beginning of another. */
const CALLING_CODE =
  "1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\\d|3[578]\\d|42\\d|5[09]\\d|6[7-9]\\d|8[0578]\\d|9[679]\\d";

/**
 * What stands for the area behind a calling code, of the countries whose plan says so plainly. Here, too, none is the
 * beginning of another: where several fit, JavaScript takes the first and PostgreSQL the longest.
 */
const AREAS: Record<string, string> = {
  1: "[2-9]\\d\\d",
  33: "[1-9]",
  34: "9[13]",
  39: "0[26]",
  41: "\\d\\d",
  43: "1",
  44: "20|1\\d1|11\\d|7\\d{3}",
  49: "30|40|69|89|1[567]\\d|(?:[257]\\d|[34][1-9]|[68][0-8]|9\\d)1",
  61: "[23478]",
};

const AREA = Object.entries(AREAS)
  .map(([code, area]) => `(?<=^\\+${code})(?:${area})`)
  .join("|");

/**
 * Country, area where known, what is hidden (at least three digits), and the last four of a number in E.164 form. Means
 * the same to JavaScript and to PostgreSQL, which masks what is exported.
 */
export const NUMBER_PARTS = `^\\+(${CALLING_CODE})(${AREA})?\\d{3,}(\\d{4})$`;
/** What stands for what is hidden, and for all of a text that is no number in E.164 form. */
export const HIDDEN = "•••";

/** A number as those see it who may not see it whole: `+49 30 ••• 4711`. */
export function maskNumber(number: string): string {
  const [, country, area, end] = new RegExp(NUMBER_PARTS).exec(number) ?? [];
  if (country === undefined || end === undefined) return HIDDEN;
  return [`+${country}`, area, HIDDEN, end].filter((part) => part !== undefined).join(" ");
}

/** Fewer digits could stand for anything, and a word such as "connected" is nobody's number. */
export const FEWEST_DIGITS = 7;
/** As people write numbers: with whatever signs between the digits, of whatever script. */
const WRITTEN = new RegExp(`\\+?\\p{Nd}(?:[^\\p{L}\\p{Nd}]*\\p{Nd}){${FEWEST_DIGITS - 1},}`, "gu");

/** A text with everything masked in it that could be a number, as it would be by itself. */
export const maskNumbers = (text: string): string =>
  text.replaceAll(WRITTEN, (written) => maskNumber(written.replaceAll(/[^+\d]/g, "")));

export type NumberFacts = {
  /** ISO 3166 code and name; null for a number of no country, such as a satellite phone's. */
  country: { code: string; name: string } | null;
  /** As one reads it: `+49 30 12344711`. */
  formatted: string;
  /** False where the numbering plan knows no such number: it may be a slip of the finger, or newer than the plan. */
  known: boolean;
};

/**
 * What the numbering plans of the world say of a number in E.164 form; null for what is no such number. The plans weigh
 * 35 kB and are loaded when the first number is looked at.
 */
export async function readNumber(number: string): Promise<NumberFacts | null> {
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/max");
  const parsed = number.startsWith("+") ? parsePhoneNumberFromString(number) : undefined;
  if (!parsed) return null;
  return {
    country: parsed.country ? { code: parsed.country, name: countryName(parsed.country) } : null,
    formatted: parsed.formatInternational(),
    known: parsed.isValid(),
  };
}

/** `Germany` for `+493012344711`; null where no country has it. */
export const countryOf = async (number: string) => (await readNumber(number))?.country?.name ?? null;

/** `+49 30 12344711`; what cannot be read comes back as it is. */
export const formatted = async (number: string) => (await readNumber(number))?.formatted ?? number;

const countryName = (code: string) => new Intl.DisplayNames(["en-GB"], { type: "region" }).of(code) ?? code;
