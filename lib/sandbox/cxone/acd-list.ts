import type { Sandbox, SandboxContext } from "../sandbox.ts";
import { Collection, compareValues } from "../state/collection.ts";
import { asBoolean, asInteger, asText, field, type JsonRecord } from "../wire/values.ts";
import { acdError, Refusal } from "./error-families.ts";

/** A query parameter in any case, as the ACD takes it; empty counts as not sent. */
export function queryOf(c: SandboxContext, name: string): string | undefined {
  return asText(field(c.req.query(), name)) || undefined;
}

type Page<Row> = {
  rows: Row[];
  totalRecords: number;
  links: { self: string; next: string; previous: string };
};

/** Cuts a page out of a list: `skip` from 0, `top` 50 by default; more than 100 is silently taken as 100. */
export function pageOf<Row>(c: SandboxContext, all: readonly Row[]): Page<Row> {
  const read = (name: string, fallback: number, least: number): number => {
    const text = queryOf(c, name);
    if (text === undefined) return fallback;
    const value = asInteger(text);
    if (value === undefined || value < least) {
      throw new Refusal(acdError(400, "invalid_request", `${name} must be an integer of at least ${least}`));
    }
    return value;
  };
  const skip = read("skip", 0, 0);
  const top = Math.min(read("top", 50, 1), 100);
  const link = (from: number): string => {
    const url = new URL(c.req.url);
    url.searchParams.set("skip", String(from));
    url.searchParams.set("top", String(top));
    return url.href;
  };
  return {
    rows: all.slice(skip, skip + top),
    totalRecords: all.length,
    links: {
      self: link(skip),
      next: skip + top < all.length ? link(skip + top) : "",
      previous: skip > 0 ? link(Math.max(0, skip - top)) : "",
    },
  };
}

/** How one kind of row is listed. Filters and orders read the stored row; only the rows of the page are rendered. */
export type Listing<Row extends object> = {
  /** Name of the array in the answer. */
  key: string;
  rows: Collection<Row> | readonly Row[];
  view: (row: Row) => JsonRecord;
  /** The text that `searchString` is looked for in. */
  search: (row: Row) => string;
  /** What `orderBy` may name, without regard to case. */
  order: Record<string, (row: Row) => string | number>;
  /** Grows when other tables change that the orders read. */
  orderVersion?: number;
  isActive?: (row: Row) => boolean;
  updatedAt?: (row: Row) => number;
};

function orderedRows<Row extends object>(
  sandbox: Sandbox,
  c: SandboxContext,
  listing: Listing<Row>,
): readonly Row[] {
  const { rows } = listing;
  const plain = rows instanceof Collection ? () => rows.list() : () => rows;
  const [wanted, direction] = (queryOf(c, "orderBy") ?? "").trim().split(/\s+/);
  if (!wanted) return plain();
  const name = Object.keys(listing.order).find((known) => known.toLowerCase() === wanted.toLowerCase());
  const readValue = name === undefined ? undefined : listing.order[name];
  if (name === undefined || readValue === undefined) {
    if (sandbox.store.switches.unknownOrderBy === "ignored") return plain();
    throw new Refusal(acdError(400, "invalid_request", `orderBy ${wanted} is not a sortable field`));
  }
  const ascending =
    rows instanceof Collection
      ? rows.sorted(`${name} ${listing.orderVersion ?? 0}`, readValue)
      : [...rows].sort((a, b) => compareValues(readValue(a), readValue(b)));
  return direction?.toLowerCase() === "desc" ? ascending.toReversed() : ascending;
}

function updatedSince(c: SandboxContext): number | null {
  const text = queryOf(c, "updatedSince") ?? queryOf(c, "updateSince");
  if (text === undefined) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Refusal(acdError(400, "invalid_request", "updatedSince must be a date"));
  return time;
}

/** Keeps the named fields of a row: `fields=skillId,skillName`. */
export function pickFields(c: SandboxContext, row: JsonRecord): JsonRecord {
  const wanted = queryOf(c, "fields")
    ?.split(",")
    .map((name) => name.trim().toLowerCase());
  if (!wanted) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name.toLowerCase())));
}

/**
 * One page of a list with the parameters that every ACD list shares: searchString, isActive, updatedSince, orderBy,
 * fields, skip and top (facts/cxone.md §2). `where` is what the endpoint filters by itself.
 */
export function pageOfListing<Row extends object>(
  sandbox: Sandbox,
  c: SandboxContext,
  listing: Listing<Row>,
  where: (row: Row) => boolean = () => true,
): Page<JsonRecord> {
  const words = queryOf(c, "searchString")?.toLowerCase();
  const isActive = asBoolean(queryOf(c, "isActive"));
  const since = updatedSince(c);
  const { search, isActive: activeOf, updatedAt } = listing;
  const found = orderedRows(sandbox, c, listing).filter(
    (row) =>
      where(row) &&
      (words === undefined || search(row).toLowerCase().includes(words)) &&
      (isActive === undefined || !activeOf || activeOf(row) === isActive) &&
      (since === null || !updatedAt || updatedAt(row) >= since),
  );
  const page = pageOf(c, found);
  return { ...page, rows: page.rows.map((row) => pickFields(c, listing.view(row))) };
}

/** A page as the ACD wraps most lists. */
export function acdList<Row extends object>(
  sandbox: Sandbox,
  c: SandboxContext,
  listing: Listing<Row>,
  where?: (row: Row) => boolean,
): Response {
  const page = pageOfListing(sandbox, c, listing, where);
  return c.json({
    _links: page.links,
    lastPollTime: new Date(sandbox.store.now()).toISOString(),
    businessUnitId: sandbox.store.tenant.businessUnitId,
    totalRecords: page.totalRecords,
    [listing.key]: page.rows,
  });
}

/** A short list whose rows are already what the answer shows; it is ordered by any of their fields. */
export function plainListing(
  key: string,
  rows: readonly JsonRecord[],
  ...searched: string[]
): Listing<JsonRecord> {
  const names = Object.keys(rows[0] ?? {});
  const readValue = (name: string) => (row: JsonRecord) => {
    const value = row[name];
    return typeof value === "number" ? value : String(value ?? "");
  };
  return {
    key,
    rows,
    view: (row) => row,
    search: (row) => searched.map((name) => String(row[name] ?? "")).join(" "),
    order: Object.fromEntries(names.map((name) => [name, readValue(name)])),
    ...(names.includes("isActive") ? { isActive: (row: JsonRecord) => row.isActive === true } : {}),
  };
}
