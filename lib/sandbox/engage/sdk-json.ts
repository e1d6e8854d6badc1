/**
 * How the simulated Engage writes the JSON that it signs. All four are the same value and different bytes: a receiver
 * that checks the signature over what it has parsed and written again, rather than over what arrived, is caught by at
 * least three of them (facts/engage.md §5 "Sign RAW bytes").
 */
export const jsonStyles = ["ascii", "utf8", "escaped", "spaced"] as const;
export type JsonStyle = (typeof jsonStyles)[number];

function escapeUnits(text: string, units: RegExp): string {
  return text.replace(units, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * - `ascii`: compact, everything beyond ASCII as `\uXXXX`, `<>&` as they are.
 * - `utf8`: compact, raw UTF-8, whole numbers written with a decimal such as `1.0`.
 * - `escaped`: compact, raw UTF-8, but `<`, `>` and `&` as `\u003c` and so on, as Rails does.
 * - `spaced`: spaces after colons and commas.
 */
export function writeJson(value: unknown, style: JsonStyle): string {
  if (style === "spaced") {
    // With an indent of nothing but line breaks, which cannot stand inside a JSON string.
    return JSON.stringify(value, null, " ").replace(/\n */g, " ");
  }
  const compact = JSON.stringify(value);
  if (style === "ascii") return escapeUnits(compact, /[\u007f-\uffff]/g);
  if (style === "escaped") return escapeUnits(compact, /[<>&\u2028\u2029]/g);
  // Strings are stepped over, so that digits inside them stay as they are.
  return compact.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (part) =>
    /^-?\d+$/.test(part) ? `${part}.0` : part,
  );
}
