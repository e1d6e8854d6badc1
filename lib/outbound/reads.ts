import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import { likeText } from "#lib/api/like-text.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { seesNumbers } from "#lib/auth/sees-numbers.ts";
import { shownCells, shownJson, shownText } from "#lib/auth/shown-number.ts";
import { db } from "#lib/db/client.ts";
import { type OutboundCall, Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { maskNumber } from "#lib/phone/mapping.ts";
import { problemOfNumber } from "#lib/phone/schema.ts";
import type { CallQuery, OutboundCallDetail, OutboundCallView } from "./schema.ts";
import type { CallPhase, CallTimelineEvent, Outcome } from "./state.ts";

const { sql } = Prisma;

type Row = OutboundCall & { connection: { name: string } };

/** One call with its timeline; throws `not_found`. */
export async function getCall(ctx: Ctx, id: string): Promise<OutboundCallDetail> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const row = await db().outboundCall.findUnique({
    where: { id },
    include: { connection: { select: { name: true } } },
  });
  if (!row) throw new AppError("not_found", { detail: "There is no such call." });
  return {
    ...view(ctx, row),
    // Any column of a call list may hold another number of the customer.
    data: shownCells(ctx, row.data as Record<string, unknown>),
    vendorRequestId: row.vendorRequestId,
    requestId: row.requestId,
    timeline: shownJson(ctx, row.timeline as unknown as CallTimelineEvent[], row.phoneNumber),
  };
}

/** Calls, newest first, in pages by time and id; numbers as the reader may see them. */
export async function listCalls(ctx: Ctx, query: CallQuery): Promise<ListPage<OutboundCallView>> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const upwards = query.newer !== undefined;
  const conditions = conditionsOf(ctx, query);
  const where = conditions.length > 0 ? sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
  const order = upwards ? sql`at ASC, id ASC` : sql`at DESC, id DESC`;
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM outbound_call ${where} ORDER BY ${order} LIMIT ${query.limit + 1}`;
  const rows = await db().outboundCall.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    include: { connection: { select: { name: true } } },
  });
  const page = cutPage(rows, query.limit, query, (row) => `${row.at.getTime()}_${row.id}`);
  return { items: page.rows.map((row) => view(ctx, row)), newer: page.newer, older: page.older };
}

function conditionsOf(ctx: Ctx, { q, connection, outcome, list, from, to, older, newer }: CallQuery) {
  const ended = outcome?.filter((one) => one !== "open") ?? [];
  const open = outcome?.includes("open") ? sql`outcome IS NULL OR` : Prisma.empty;
  return [
    q && search(ctx, q),
    connection && sql`connection_id = ANY(${connection})`,
    outcome && sql`(${open} outcome = ANY(${ended}))`,
    // Rows that wait for their turn are found under their list.
    list ? sql`list_id = ANY(${list})` : sql`phase <> 'waiting'`,
    from && sql`at >= ${from}`,
    to && sql`at < ${to}`,
    older && sql`(at, id) < (${older.at}, ${older.id})`,
    newer && sql`(at, id) > (${newer.at}, ${newer.id})`,
  ].filter((condition) => typeof condition === "object");
}

/** So many digits may be a part of a number. */
const DIGITS = /\d{3}/;

/**
 * A number is only looked for by those who would see it: an empty answer would tell the others as much. That goes for a part of
 * one, too, in what CXone says of a contact or of a refusal.
 */
function search(ctx: Ctx, q: string): Prisma.Sql {
  const whole = seesNumbers(ctx);
  if (problemOfNumber(q) === null) return whole ? sql`phone_number = ${q}` : sql`false`;
  const like = likeText(q);
  const ofCustomer =
    whole || !DIGITS.test(q) ? sql`OR contact_name ILIKE ${like} OR reason ILIKE ${like}` : sql``;
  return sql`(id = ${q} OR agent_name ILIKE ${like} OR campaign_name ILIKE ${like} OR actor_name ILIKE ${like} ${ofCustomer})`;
}

function view(ctx: Ctx, row: Row): OutboundCallView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    connection: { id: row.connectionId, name: row.connection.name },
    campaign: { id: row.campaignId, name: row.campaignName },
    contact: row.contactId === null ? null : { id: row.contactId, name: shownCells(ctx, row.contactName) },
    phoneNumber: seesNumbers(ctx) ? row.phoneNumber : maskNumber(row.phoneNumber),
    agent: { id: row.agentId, name: row.agentName },
    phase: row.phase as CallPhase,
    outcome: row.outcome as Outcome | null,
    reason: shownText(ctx, row.reason, row.phoneNumber),
    disposition: row.disposition,
    talkMs: row.talkMs,
    endedAt: row.endedAt?.toISOString() ?? null,
    by: row.actorName,
    listId: row.listId,
    rowNumber: row.rowNumber,
  };
}
