import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { likeText } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { seesNumbers } from "#lib/auth/sees-numbers.ts";
import { shownCells } from "#lib/auth/shown-number.ts";
import { db } from "#lib/db/client.ts";
import { type OutboundList, Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { maskNumber } from "#lib/phone/mapping.ts";
import { EXAMPLE } from "#lib/phone/schema.ts";
import { OUTCOMES, type Outcome } from "../state.ts";
import type { ListCounts, ListQuery, ListView, RejectedPage, RejectedQuery, RejectedRow } from "./schema.ts";
import type { ListState } from "./state.ts";

const { sql } = Prisma;
const connection = { select: { name: true } } as const;
type Row = OutboundList & { connection: { name: string } };

/** One list with its counts; throws `not_found`. Its calls are read with `listCalls`, what cannot be called with `listRejected`. */
export async function getList(ctx: Ctx, id: string): Promise<ListView> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const [row, counts] = await Promise.all([
    db().outboundList.findUnique({ where: { id }, omit: { rejected: true }, include: { connection } }),
    countRows([id]),
  ]);
  if (!row) throw new AppError("not_found", { detail: "There is no such list." });
  return view(row, counts);
}

/** The rows of a list that cannot be called, a page of them in the order of the file; throws `not_found`. */
export async function listRejected(
  ctx: Ctx,
  id: string,
  { after, limit }: RejectedQuery,
): Promise<RejectedPage> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  // Lists of ten thousand are taken apart where they lie; without a row that is left there is one of nulls.
  const found = await db().$queryRaw<{ row: RejectedRow | null; count: number }[]>`
    SELECT rejected.row, rejected_count AS count FROM outbound_list LEFT JOIN LATERAL (
      SELECT row FROM jsonb_array_elements(rejected) WITH ORDINALITY AS one (row, nth)
      WHERE nth > ${after} ORDER BY nth LIMIT ${limit}
    ) AS rejected ON true WHERE id = ${id}`;
  if (!found[0]) throw new AppError("not_found", { detail: "There is no such list." });
  const rows = found.flatMap(({ row }) => row ?? []);
  const end = after + rows.length;
  return {
    items: rows.map((row) => shownRejected(ctx, row)),
    after: rows.length > 0 && end < found[0].count ? end : null,
  };
}

export const shownRejected = (
  ctx: Ctx,
  { line, phoneNumber, problems, ...cells }: RejectedRow,
): RejectedRow => ({
  line,
  phoneNumber: phoneNumber && (seesNumbers(ctx) ? phoneNumber : maskNumber(phoneNumber)),
  // Where columns were mixed up, a number stands in any of them and in what is wrong with the row.
  ...shownCells(ctx, cells),
  // With dots, the example of a right number would be a wrong one.
  problems: problems.map((text) => shownCells(ctx, text.split(EXAMPLE)).join(EXAMPLE)),
});

/** Lists, newest first, in pages by time and id. */
export async function listLists(ctx: Ctx, query: ListQuery): Promise<ListPage<ListView>> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const { q, from, to, older, newer, limit } = query;
  const conditions = [
    q &&
      sql`(id = ${q} OR name ILIKE ${likeText(q)} OR campaign_name ILIKE ${likeText(q)} OR actor_name ILIKE ${likeText(q)})`,
    from && sql`at >= ${from}`,
    to && sql`at < ${to}`,
    older && sql`(at, id) < (${older.at}, ${older.id})`,
    newer && sql`(at, id) > (${newer.at}, ${newer.id})`,
  ].filter((condition) => typeof condition === "object");
  const where = conditions.length > 0 ? sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
  const order = newer === undefined ? sql`at DESC, id DESC` : sql`at ASC, id ASC`;
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM outbound_list ${where} ORDER BY ${order} LIMIT ${limit + 1}`;
  const ids = found.map(({ id }) => id);
  const [rows, counts] = await Promise.all([
    db().outboundList.findMany({
      where: { id: { in: ids } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      omit: { rejected: true },
      include: { connection },
    }),
    countRows(ids),
  ]);
  const page = cutPage(rows, limit, query, (row) => `${row.at.getTime()}_${row.id}`);
  return { items: page.rows.map((row) => view(row, counts)), newer: page.newer, older: page.older };
}

async function countRows(ids: readonly string[]): Promise<ReadonlyMap<string, ListCounts>> {
  const counts = new Map(ids.map((id) => [id, noRows()]));
  const rows = await db().outboundCall.groupBy({
    by: ["listId", "outcome", "phase"],
    where: { listId: { in: [...ids] } },
    _count: true,
  });
  for (const { listId, outcome, phase, _count } of rows) {
    const of = counts.get(listId ?? "");
    if (of) of[(outcome as Outcome | null) ?? (phase === "waiting" ? "waiting" : "underWay")] += _count;
  }
  return counts;
}

const noRows = (): ListCounts => ({
  waiting: 0,
  underWay: 0,
  ...(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>),
});

const view = (row: Omit<Row, "rejected">, counts: ReadonlyMap<string, ListCounts>): ListView => ({
  id: row.id,
  at: row.at.toISOString(),
  name: row.name,
  connection: { id: row.connectionId, name: row.connection.name },
  campaign: { id: row.campaignId, name: row.campaignName },
  state: row.state as ListState,
  rows: row.rowCount,
  rejected: row.rejectedCount,
  counts: counts.get(row.id) ?? noRows(),
  by: row.actorName,
  changedBy: row.changedBy,
  changedAt: row.changedAt.toISOString(),
});
