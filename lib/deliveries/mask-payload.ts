import "server-only";

/** Keys whose values name things and say nothing that a person wrote. */
const NAMES =
  /^(?:id\w*|\w*Id\w*|\w*Ident|type|source|status|kind|grantType|\w*[aA]t(?:With\w+)?|is[A-Z]\w*)$/;

/** The form of a payload without what people wrote: every text that is no name becomes its length. */
export function maskPayload(value: unknown, key = ""): unknown {
  if (typeof value === "string") return NAMES.test(key) ? value : `[${value.length} characters]`;
  if (Array.isArray(value)) return value.map((item) => maskPayload(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskPayload(item, name)]));
}
