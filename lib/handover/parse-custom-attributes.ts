export type CustomAttributes = Record<string, unknown>;
export type ParsedAttributes = { ok: true; value: CustomAttributes } | { ok: false; sentence: string };

/**
 * Custom attributes as a JSON object, or as a JSON string that holds one: both are what the handover node takes (H-41).
 * Empty text means none.
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
  if (Array.isArray(value)) {
    return {
      ok: false,
      sentence:
        'A list has no names, and CXone files each attribute under its name. Put the list into an object, such as {"tags": ["urgent"]}.',
    };
  }
  if (typeof value !== "object" || value === null) {
    return {
      ok: false,
      sentence: 'Attributes are a JSON object of names and values, such as {"customerType": "premium"}.',
    };
  }
  if (Object.keys(value).some((name) => name.trim() === "")) {
    return { ok: false, sentence: "Every attribute needs a name; one of the names is empty." };
  }
  return { ok: true, value: value as CustomAttributes };
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
