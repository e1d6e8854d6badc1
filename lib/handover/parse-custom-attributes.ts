export type CustomAttributes = Record<string, unknown>;
export type ParsedAttributes = { ok: true; value: CustomAttributes } | { ok: false; sentence: string };

/** An attribute as CXone keeps it: a contact field carries text (facts/cxone.md §3.5). */
export type ContactAttribute = { ident: string; value: string };

const NAME_KEYS = ["name", "ident", "key"] as const;

/**
 * Custom attributes in one of three shapes (H-41): a JSON object, a JSON string that holds one, or a list of pairs such
 * as [{"name": "tier", "value": "gold"}], which is how CXone itself writes them. All come out as an object. A list of
 * anything else is refused, because its values would have no names. Empty text means none.
 */
export function parseCustomAttributes(text: string): ParsedAttributes {
  if (text.trim() === "") return { ok: true, value: {} };
  const outer = parseJson(text);
  if (!outer.ok) return outer;
  if (typeof outer.value !== "string") return attributesOf(outer.value);
  const inner = parseJson(outer.value);
  if (!inner.ok) {
    return { ok: false, sentence: `The text inside the JSON string is not JSON. ${inner.sentence}` };
  }
  return attributesOf(inner.value);
}

/** Judges a JSON value that is no text any more. */
export function attributesOf(value: unknown): ParsedAttributes {
  if (Array.isArray(value)) return attributesOfPairs(value);
  if (typeof value !== "object" || value === null) {
    return {
      ok: false,
      sentence: 'Attributes are a JSON object of names and values, such as {"customerType": "premium"}.',
    };
  }
  return named(Object.entries(value));
}

/** The same from wherever it comes: text in one of the shapes, or the value itself. */
export const attributesFrom = (value: unknown): ParsedAttributes =>
  typeof value === "string" ? parseCustomAttributes(value) : attributesOf(value);

/** As CXone takes them: text stays as it is, everything else becomes JSON. */
export function toContactAttributes(attributes: CustomAttributes): ContactAttribute[] {
  return Object.entries(attributes).map(([ident, value]) => ({
    ident,
    value: typeof value === "string" ? value : (JSON.stringify(value) ?? ""),
  }));
}

function attributesOfPairs(list: readonly unknown[]): ParsedAttributes {
  const pairs: [string, unknown][] = [];
  for (const [index, item] of list.entries()) {
    const pair = typeof item === "object" && item !== null ? (item as Record<string, unknown>) : {};
    const key = NAME_KEYS.find((candidate) => typeof pair[candidate] === "string");
    if (key === undefined || !("value" in pair)) {
      return {
        ok: false,
        sentence: `Entry ${index + 1} of the list has no name and value. A list is taken as pairs such as [{"name": "tier", "value": "gold"}]; put any other list into an object, such as {"tags": ["urgent"]}.`,
      };
    }
    pairs.push([pair[key] as string, pair.value]);
  }
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { ok: false, sentence: `The list has the name “${twice}” twice.` };
  return named(pairs);
}

function named(entries: readonly [string, unknown][]): ParsedAttributes {
  if (entries.some(([name]) => name.trim() === "")) {
    return { ok: false, sentence: "Every attribute needs a name; one of the names is empty." };
  }
  return { ok: true, value: Object.fromEntries(entries) };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; sentence: string } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, sentence: hintFor(text) };
  }
}

/** What is most often wrong, in words: JSON.parse says "Unexpected token" and leaves it at that. */
function hintFor(text: string): string {
  if (/,\s*[}\]]/.test(text)) return "There is a comma before a closing bracket. Remove it.";
  if (/^\s*[{[]/.test(text) && text.includes("'") && !text.includes('"')) {
    return "Names and texts stand in double quotes in JSON, not in single quotes.";
  }
  if (/[{,]\s*[A-Za-z_]\w*\s*:/.test(text)) return "Every name stands in double quotes in JSON.";
  if (!/^\s*[{["]/.test(text)) {
    return 'This is plain text. Write a JSON object, such as {"customerType": "premium"}.';
  }
  return "This is not valid JSON. Check quotes, commas and that every bracket is closed.";
}
