import "server-only";
import { Prisma } from "./generated/client.ts";

/** What joins the parts of a name; the SQL function `log_words`, which makes the index, takes the same away. */
const JOINTS = /[.:/_\-@,;=?&<>#%"'{}[\]()|\\+*!$~^`\s]+/u;
/** Shorter beginnings of words would match half the index. */
const SHORTEST_PREFIX = 2;

/**
 * The condition that a row of a log holds every word of the text, or one that begins like it. What is joined has to
 * follow upon each other: "con_2" finds `connection:con_2` and not "con" here and "2" there. Null when there are no words.
 */
export function matchesWords(text: string): Prisma.Sql | null {
  const names = text
    .split(/\s+/u)
    .map(partsOf)
    .filter((parts) => parts.length > 0);
  if (names.length === 0) return null;
  return Prisma.sql`words @@ to_tsquery('simple', ${names.map(inARow).join(" & ")})`;
}

function inARow(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return `(${parts.map((part) => `'${part}'`).join(" <-> ")}${last.length < SHORTEST_PREFIX ? "" : ":*"})`;
}

/** Nothing is left in them that a text search query gives a meaning to. */
const partsOf = (text: string) => text.replaceAll("\0", "").split(JOINTS).filter(Boolean);

/** The condition that a row holds all these words as they are: narrows by the index what another condition decides. */
export function holdsWords(text: string): Prisma.Sql {
  return Prisma.sql`words @@ to_tsquery('simple', ${partsOf(text)
    .map((word) => `'${word}'`)
    .join(" & ")})`;
}
