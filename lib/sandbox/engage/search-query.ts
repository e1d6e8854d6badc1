import { engageRefusal } from "./answers.ts";

export type Term = { keyword: string; value: string; isNegated: boolean };
export type Search = {
  terms: Term[];
  /** The same terms; a row has to fit one of each group. */
  groups: Term[][];
  order: { field: string; isAscending: boolean } | null;
};

const piece = /(-?)(?:([a-z_]+):)?(?:"([^"]*)"|(\S+))/gi;

/** Keywords of which a row has to fit only one of the values. */
const alternatives = new Set(["source", "status_in", "categorized_in", "categorized_in_mine_of"]);

/**
 * The search language of threads, contents and folders (facts/engage.md §1.5): `keyword:value`, `keyword:"two words"`,
 * `-keyword:value`, bare words as text, `order:field.asc`.
 */
export function parseSearch(q: string): Search {
  const terms: Term[] = [];
  const groups = new Map<string, Term[]>();
  let order: Search["order"] = null;
  for (const [, minus = "", keyword, quoted, plain = ""] of q.matchAll(piece)) {
    const value = quoted ?? plain;
    if (keyword?.toLowerCase() === "order") {
      const [field = "", direction = "desc"] = value.split(".");
      order = { field, isAscending: direction === "asc" };
      continue;
    }
    const term = { keyword: keyword?.toLowerCase() ?? "text", value, isNegated: minus !== "" };
    terms.push(term);
    const group = alternatives.has(term.keyword) && !term.isNegated ? term.keyword : `${terms.length}`;
    groups.set(group, [...(groups.get(group) ?? []), term]);
  }
  return { terms, groups: [...groups.values()], order };
}

export type Matcher<Row> = (row: Row, value: string) => boolean;

/**
 * Whether a row fits: all terms, but one of the values where a keyword of sources, categories or status is repeated.
 * An unknown keyword is dealt with as the switch says.
 */
export function matchesSearch<Row>(
  row: Row,
  search: Search,
  matchers: Record<string, Matcher<Row>>,
  unknownKeyword: "text" | "ignored" | "refused",
): boolean {
  const fits = (term: Term): boolean => {
    const matcher = matchers[term.keyword];
    if (matcher) return matcher(row, term.value) !== term.isNegated;
    if (unknownKeyword === "ignored") return true;
    if (unknownKeyword === "refused")
      throw engageRefusal(400, "invalid_query", `Unknown keyword ${term.keyword}`);
    return (matchers.text?.(row, `${term.keyword}:${term.value}`) ?? false) !== term.isNegated;
  };
  return search.groups.every((terms) => terms.some(fits));
}

const units: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 };

/** A moment as searches write it: ISO, or "2 hours ago" (working hours count as hours here). NaN is in no range. */
export function moment(text: string, now: number): number {
  const ago = /^(\d+)\s+(?:business\s+)?(second|minute|hour|day|week)s?\s+ago$/i.exec(text.trim());
  if (ago) return now - Number(ago[1]) * (units[ago[2]?.toLowerCase() ?? ""] ?? 0) * 1000;
  return Date.parse(text);
}
