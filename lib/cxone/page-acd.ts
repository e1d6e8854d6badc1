import "server-only";
import * as z from "zod";
import type { CxoneClient, Query } from "./client.ts";
import { CxoneError } from "./errors.ts";
import { ACD_PAGE, type AcdList } from "./pages.ts";

/** What a page has to say about itself besides its rows. */
export type PageRemark =
  /** CXone left a search or filter aside; all rows were read and chosen from here. */
  | "chosen-here"
  /** The same, but the list is too long to be read whole: there may be more. */
  | "chosen-from-a-part"
  /** CXone left the order aside and the list is too long to be sorted here. */
  | "not-sorted";

export interface AcdPage<Row> {
  readonly rows: readonly Row[];
  /** Null when CXone does not say. */
  readonly total: number | null;
  /** Where the next page begins, null at the end. */
  readonly nextSkip: number | null;
  readonly remarks: readonly PageRemark[];
}

export interface AcdPageList<Row> extends AcdList<Row> {
  /** What every row must be if search and filters were heeded. Left out where nothing is asked for. */
  readonly matches?: ((row: Row) => boolean) | undefined;
  /** The order that was asked for. */
  readonly compare?: ((a: Row, b: Row) => number) | undefined;
}

/** As many rows are read to choose or sort here, at most: 20 calls. */
const MOST_ROWS_READ = 2_000;
const AT_ONCE = 5;

/**
 * One page of an ACD list by one call (`skip`, `top` up to 100). Nobody outside knows which parameters a tenant heeds
 * (facts/cxone.md §2), so the rows are looked at: where a search, filter or order was left aside the list is read and
 * chosen from here, up to 2 000 rows, and the remarks say so.
 */
export async function pageAcd<Row>(
  client: CxoneClient,
  list: AcdPageList<Row>,
  { skip, top }: { readonly skip: number; readonly top: number },
): Promise<AcdPage<Row>> {
  const first = await ask(client, list, skip, top);
  const heeded = !list.matches || first.rows.every(list.matches);
  const whole = first.rows.length > top;
  const sorted = !list.compare || isSorted(first.rows, list.compare);
  if (heeded && sorted && !whole) return { ...first, remarks: [] };
  if (heeded && !whole && (first.total ?? Number.POSITIVE_INFINITY) > MOST_ROWS_READ)
    return { ...first, remarks: ["not-sorted"] };
  const all = whole ? first : await readAll(client, list, first.total);
  const chosen = list.matches ? all.rows.filter(list.matches) : [...all.rows];
  if (list.compare) chosen.sort(list.compare);
  const partial = all.nextSkip !== null;
  return {
    rows: chosen.slice(skip, skip + top),
    total: chosen.length,
    nextSkip: skip + top < chosen.length ? skip + top : null,
    remarks: heeded && !partial ? [] : [partial ? "chosen-from-a-part" : "chosen-here"],
  };
}

type Answer<Row> = Omit<AcdPage<Row>, "remarks">;

async function ask<Row>(
  client: CxoneClient,
  list: AcdPageList<Row>,
  skip: number,
  top: number,
): Promise<Answer<Row>> {
  try {
    return await askOnce(client, list, { ...list.query, skip, top });
  } catch (error) {
    // Some lists refuse an order instead of leaving it aside.
    const refused = error instanceof CxoneError && error.code === "rejected" && error.status === 400;
    if (!refused || list.query?.orderBy === undefined) throw error;
    return askOnce(client, list, { ...list.query, orderBy: undefined, skip, top });
  }
}

async function askOnce<Row>(
  client: CxoneClient,
  list: AcdPageList<Row>,
  query: Query & { skip: number; top: number },
): Promise<Answer<Row>> {
  const body = z.object({
    totalRecords: z.coerce.number().optional(),
    _links: z.object({ next: z.string().nullish() }).nullish(),
    [list.key]: z.array(list.row).nullish(),
  });
  const answer = await client.read(
    {
      operation: list.operation,
      api: "acd",
      method: "GET",
      path: list.path,
      query,
      idempotent: true,
    },
    z.union([z.object({ resultSet: body }).transform((wrapped) => wrapped.resultSet), body]),
  );
  const rows = distinct((answer[list.key] ?? []) as Row[], list.idOf);
  const total = (answer.totalRecords as number | undefined) ?? null;
  const next = query.skip + rows.length;
  const links = answer._links as { next?: string | null } | null | undefined;
  const more =
    rows.length > 0 && (total === null ? Boolean(links?.next) || rows.length >= query.top : next < total);
  return { rows, total, nextSkip: more ? next : null };
}

/** All rows, a few calls at once; `nextSkip` is not null when there would have been more. */
async function readAll<Row>(
  client: CxoneClient,
  list: AcdPageList<Row>,
  total: number | null,
): Promise<Answer<Row>> {
  const end = Math.min(total ?? MOST_ROWS_READ, MOST_ROWS_READ);
  const starts = Array.from({ length: Math.max(1, Math.ceil(end / ACD_PAGE)) }, (_, n) => n * ACD_PAGE);
  const rows: Row[] = [];
  let last: Answer<Row> | undefined;
  for (let at = 0; at < starts.length; at += AT_ONCE) {
    const answers = await Promise.all(
      starts.slice(at, at + AT_ONCE).map((skip) => ask(client, list, skip, ACD_PAGE)),
    );
    rows.push(...answers.flatMap((answer) => answer.rows));
    last = answers.at(-1);
    if (last?.nextSkip === null) break;
  }
  return { rows: distinct(rows, list.idOf), total, nextSkip: last?.nextSkip ?? null };
}

function distinct<Row>(rows: readonly Row[], idOf: (row: Row) => string | number): Row[] {
  return [...new Map(rows.map((row) => [idOf(row), row])).values()];
}

/** Two systems never sort signs and capitals quite alike; an order that was left aside is wrong far more often. */
function isSorted<Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number): boolean {
  const pairs = rows.slice(1).map((row, index) => compare(rows[index] as Row, row) > 0);
  return pairs.filter(Boolean).length <= pairs.length / 5;
}

const collator = new Intl.Collator("en", { numeric: true });

/** Numbers by size, no before yes, text as people sort it. */
export function compareBy(a: string | number | boolean, b: string | number | boolean): number {
  return typeof a === "string" ? collator.compare(a, String(b)) : Number(a) - Number(b);
}
