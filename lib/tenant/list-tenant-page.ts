import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import type { AcdPage, PageRemark } from "#lib/cxone/page-acd.ts";
import { TENANT_PAGE, type TenantPage } from "./schema.ts";

const SENTENCES: Record<PageRemark, string> = {
  "chosen-here":
    "CXone does not search or filter by this, so Patchbay read the whole list and chose from it.",
  "chosen-from-a-part":
    "CXone does not search or filter by this, and the list is too long to be read whole: there may be more. Search by name or id.",
  "not-sorted": "CXone does not sort this list by that column: the rows come in its own order.",
};

type Asked = { older?: number | undefined; newer?: number | undefined };

/**
 * A page of a list that a tenant feeds, or the last one known of it (`stale`). `read` gets where to begin. All that the
 * list was asked is part of the question, so that one search never shows the rows of another.
 */
export async function listTenantPage<Row, Item>(
  ctx: Ctx,
  connectionId: string,
  question: { operation: string; query: Asked },
  read: (client: CxoneClient, at: { skip: number; top: number }) => Promise<AcdPage<Row>>,
  view: (row: Row) => Item,
): Promise<TenantPage<Item>> {
  const skip = question.query.older ?? question.query.newer ?? 0;
  const { operation, query: params } = question;
  const { value, asOf, stale } = await readThrough(ctx, connectionId, { operation, params }, (client) =>
    read(client, { skip, top: TENANT_PAGE }),
  );
  return {
    items: value.rows.map(view),
    total: value.total,
    from: skip,
    older: value.nextSkip === null ? null : String(value.nextSkip),
    newer: skip > 0 ? String(Math.max(0, skip - TENANT_PAGE)) : null,
    asOf,
    stale,
    remarks: value.remarks.map((remark) => SENTENCES[remark]),
  };
}

/** The page that a single row makes: what an id or a pasted address finds. */
export const pageOfOne = <Row>(row: Row): AcdPage<Row> => ({
  rows: [row],
  total: 1,
  nextSkip: null,
  remarks: [],
});

/** A page cut out of rows that are all here already, for lists that CXone gives whole. */
export function cutTenantPage<Item>(
  rows: readonly Item[],
  { older, newer }: Asked,
): Pick<TenantPage<Item>, "items" | "total" | "from" | "older" | "newer" | "remarks"> {
  const from = older ?? newer ?? 0;
  const next = from + TENANT_PAGE;
  return {
    items: rows.slice(from, next),
    total: rows.length,
    from,
    older: next < rows.length ? String(next) : null,
    newer: from > 0 ? String(Math.max(0, from - TENANT_PAGE)) : null,
    remarks: [],
  };
}
