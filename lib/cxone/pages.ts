import "server-only";
import * as z from "zod";
import type { CxoneClient, Query } from "./client.ts";
import { CxoneError } from "./errors.ts";

/** The most the ACD gives at once, whatever is asked for (facts/cxone.md §2). */
export const ACD_PAGE = 100;
const DFO_PAGE = 100;
const MAX_PAGES = 200;

export interface AcdList<Row> {
  readonly operation: string;
  readonly path: string;
  readonly query?: Query;
  /** Where the rows are; an answer may wrap it all once more in `resultSet`. */
  readonly key: string;
  readonly row: z.ZodType<Row>;
  readonly idOf: (row: Row) => string | number;
}

/**
 * All rows of an ACD list, page by page. A row that moves to the next page while we read comes twice and is kept once.
 * The end is a page without new rows: `totalRecords` is not in every answer and a short page does not always mean the end.
 */
export async function listAcd<Row>(client: CxoneClient, list: AcdList<Row>): Promise<Row[]> {
  const body = z.object({
    totalRecords: z.coerce.number().optional(),
    [list.key]: z.array(list.row).nullish(),
  });
  const schema = z.union([z.object({ resultSet: body }).transform((wrapped) => wrapped.resultSet), body]);
  const rows = new Map<string | number, Row>();
  let skip = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.read(
      {
        operation: list.operation,
        api: "acd",
        method: "GET",
        path: list.path,
        query: { ...list.query, skip, top: ACD_PAGE },
        idempotent: true,
      },
      schema,
    );
    const found = (answer[list.key] ?? []) as Row[];
    const before = rows.size;
    for (const row of found) rows.set(list.idOf(row), row);
    skip += found.length;
    const total = answer.totalRecords;
    if (found.length === 0 || rows.size === before) return [...rows.values()];
    if (typeof total === "number" ? skip >= total : found.length < ACD_PAGE) return [...rows.values()];
  }
  throw tooManyPages(list.operation);
}

/** All rows of a digital list that answers a bare array, by `page` and `size`. */
export async function listDfo<Row>(
  client: CxoneClient,
  list: { operation: string; path: string; query?: Query; row: z.ZodType<Row>; idOf: (row: Row) => string },
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const found = await client.read(
      {
        operation: list.operation,
        api: "dfo",
        method: "GET",
        path: list.path,
        query: { ...list.query, size: DFO_PAGE, page },
        idempotent: true,
      },
      z.array(list.row),
    );
    const before = rows.size;
    for (const row of found) rows.set(list.idOf(row), row);
    // A server that ignores `page` gives the same rows again and would otherwise never end.
    if (found.length < DFO_PAGE || rows.size === before) return [...rows.values()];
  }
  throw tooManyPages(list.operation);
}

/** All rows of a digital list that goes on by `scrollToken`. */
export async function scrollDfo<Row>(
  client: CxoneClient,
  list: { operation: string; path: string; query?: Query; row: z.ZodType<Row>; idOf: (row: Row) => string },
): Promise<Row[]> {
  const schema = z.object({ data: z.array(list.row), scrollToken: z.string().nullish() });
  const rows = new Map<string, Row>();
  let scrollToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.read(
      {
        operation: list.operation,
        api: "dfo",
        method: "GET",
        path: list.path,
        query: { ...list.query, scrollToken },
        idempotent: true,
      },
      schema,
    );
    const before = rows.size;
    for (const row of answer.data) rows.set(list.idOf(row), row);
    if (!answer.scrollToken || answer.data.length === 0 || rows.size === before) return [...rows.values()];
    scrollToken = answer.scrollToken;
  }
  throw tooManyPages(list.operation);
}

function tooManyPages(operation: string): CxoneError {
  return new CxoneError("too_many_pages", `The list did not end after ${MAX_PAGES} pages.`, { operation });
}
