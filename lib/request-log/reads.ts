import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { RequestLog } from "#lib/db/generated/client.ts";
import { deliveryOfRequest } from "#lib/deliveries/mapping.ts";
import { AppError } from "#lib/errors.ts";
import { type ListedRow, scanRequests } from "./scan-requests.ts";
import {
  formatRowKey,
  type RequestDetail,
  type RequestFilters,
  type RequestQuery,
  type RequestRelations,
  type RequestView,
  type RowKey,
} from "./schema.ts";

/** Operations and hosts are offered as filters when they are among this many of the newest rows. */
const RECENT_ROWS = 2_000;
/** Attempts shown beside each other; no call is tried that often. */
const MAX_ATTEMPTS = 20;

/** Calls to other systems, newest first, in pages by (at, id). */
export async function listRequests(ctx: Ctx, query: RequestQuery): Promise<ListPage<RequestView>> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { rows, edge } = await scanRequests(query);
  const page = cutPage(rows, query.limit, query, formatRowKey);
  const stopped = page.more ? null : edge;
  const onward = stopped && formatRowKey(stopped);
  return {
    items: page.rows.map(viewRow),
    newer: (query.newer ? onward : null) ?? page.newer ?? (query.older ? formatRowKey(query.older) : null),
    older: (query.newer ? null : onward) ?? page.older ?? (query.newer ? formatRowKey(query.newer) : null),
    searchedTo: stopped?.at.toISOString() ?? null,
  };
}

/** One call with its attempts and what belongs to the same request; throws `not_found`. */
export async function getRequest(ctx: Ctx, { at, id }: RowKey): Promise<RequestDetail> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().requestLog.findUnique({ where: { at_id: { at, id } } });
  if (!row) throw new AppError("not_found", { detail: "There is no such call, or it is no longer kept." });
  const { requestId, operation, method, path } = row;
  const [connection, attempts, related] = await Promise.all([
    row.connectionId
      ? db().connection.findUnique({ where: { id: row.connectionId }, select: { name: true } })
      : null,
    db().requestLog.findMany({
      where: { requestId, operation, method, path },
      omit: { requestHeaders: true, requestBody: true, responseHeaders: true, responseBody: true },
      orderBy: [{ at: "asc" }, { attempt: "asc" }],
      take: MAX_ATTEMPTS,
    }),
    relationsOf(ctx, requestId),
  ]);
  const name = connection?.name ?? null;
  return {
    ...view(row, name),
    attempts: attempts.map((attempt) => view(attempt, name)),
    related,
    requestHeaders: row.requestHeaders as Record<string, string>,
    requestBody: row.requestBody,
    responseHeaders: row.responseHeaders as Record<string, string> | null,
    responseBody: row.responseBody,
  };
}

async function relationsOf({ actor }: Ctx, requestId: string): Promise<RequestRelations> {
  const deliveryId = deliveryOfRequest(requestId);
  const [event, run] = await Promise.all([
    deliveryId === undefined
      ? null
      : db().relayEvent.findUnique({ where: { id: deliveryId }, select: { conversationKey: true } }),
    db().setupRun.findFirst({ where: { requestId }, select: { id: true, subject: true } }),
  ]);
  const handoverId = /^handover:(.+)$/.exec(run?.subject ?? "")?.[1];
  return {
    delivery:
      event && deliveryId !== undefined ? { id: deliveryId, conversationId: event.conversationKey } : null,
    run: run && handoverId ? { id: run.id, handoverId } : null,
    audit: !("role" in actor) || actor.role === "admin" || actor.role === "auditor",
  };
}

/** What the filters of the list offer: all connections, and the operations and hosts that were called of late. */
export async function getRequestFilters(ctx: Ctx): Promise<RequestFilters> {
  requireRole(ctx, "admin", "operator", "auditor");
  const [connections, [recent]] = await Promise.all([
    db().connection.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" } }),
    db().$queryRaw<{ operations: string[] | null; hosts: string[] | null }[]>`
      SELECT array_agg(DISTINCT operation ORDER BY operation) AS operations, array_agg(DISTINCT host ORDER BY host) AS hosts
      FROM (SELECT operation, host FROM request_log ORDER BY at DESC, id DESC LIMIT ${RECENT_ROWS}) AS recent`,
  ]);
  return { connections, operations: recent?.operations ?? [], hosts: recent?.hosts ?? [] };
}

const viewRow = ({ connection_id, connection_name, duration_ms, request_id, ...row }: ListedRow) =>
  view(
    { ...row, connectionId: connection_id, durationMs: duration_ms, requestId: request_id },
    connection_name,
  );

type Listed = Omit<RequestLog, "requestHeaders" | "requestBody" | "responseHeaders" | "responseBody">;

function view(row: Listed, connectionName: string | null): RequestView {
  return {
    key: formatRowKey(row),
    at: row.at.toISOString(),
    connectionId: row.connectionId,
    connectionName,
    operation: row.operation,
    method: row.method,
    host: row.host,
    path: row.path,
    status: row.status,
    durationMs: row.durationMs,
    attempt: row.attempt,
    requestId: row.requestId,
    error: row.error,
  };
}
