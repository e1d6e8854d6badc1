import "server-only";
import * as z from "zod";
import type { CallInput, EngageClient } from "./client.ts";
import { EngageError } from "./errors.ts";
import type { OPERATIONS, OperationName, Parameters } from "./operations.ts";

/** The most Engage gives at once (facts/engage.md §1.2). */
export const PAGE_SIZE = 150;
const MAX_PAGES = 200;

/** The calls of the table that take pages. */
type ListName = {
  [N in OperationName]: "offset" extends (typeof OPERATIONS)[N]["parameters"][number] ? N : never;
}[OperationName];

/**
 * All rows of a list, page by page. A row that moves to the next page while we read comes twice and is kept once. The end is
 * what `count` says, or a page without new rows: a server that ignores `offset`, or a count that grows with every
 * page, must not keep us for ever. Also takes a bare array, which is all there is.
 */
export async function listAll<N extends ListName, Row extends { readonly id: string }>(
  client: EngageClient,
  name: N,
  parameters: Omit<Parameters<N>, "offset" | "limit">,
  row: z.ZodType<Row>,
  options: {
    /** What is looked for stands on the first pages or nowhere: stop there, without an error. */
    readonly pages?: number;
  } = {},
): Promise<Row[]> {
  const envelope = z.object({ count: z.coerce.number().optional().catch(undefined), records: z.array(row) });
  const schema = z.preprocess(
    (body) => (Array.isArray(body) ? { count: body.length, records: body } : body),
    envelope,
  );
  const rows = new Map<string, Row>();
  let offset = 0;
  for (let page = 0; page < (options.pages ?? MAX_PAGES); page += 1) {
    const input = { parameters: { ...parameters, offset, limit: PAGE_SIZE } } as unknown as CallInput<N>;
    const { count, records } = await client.read(name, input, schema);
    const before = rows.size;
    for (const found of records) rows.set(found.id, found);
    offset += records.length;
    if (rows.size === before) return [...rows.values()];
    if (count === undefined ? records.length < PAGE_SIZE : offset >= count) return [...rows.values()];
  }
  if (options.pages !== undefined) return [...rows.values()];
  throw new EngageError("too_many_pages", `The list did not end after ${MAX_PAGES} pages.`, {
    operation: `engage.${name}`,
  });
}
