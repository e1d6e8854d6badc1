import "server-only";
import { cutPage } from "#lib/api/cut-page.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { redact } from "#lib/redact.ts";
import { canBeForced, type DeliveryEndpoint, type DeliveryResult, type Verdict } from "./mapping.ts";
import { maskPayload } from "./mask-payload.ts";
import { findDelivery, scanDeliveries } from "./scan-deliveries.ts";
import {
  type DeliveryDetail,
  type DeliveryEcho,
  type DeliveryFilters,
  type DeliveryPage,
  type DeliveryQuery,
  type DeliveryView,
  formatDeliveryKey,
  type QueueHealth,
} from "./schema.ts";

const MAX_ECHOES = 100;

/** Everything that came to the bridge, newest first, in pages by (at, id). */
export async function listDeliveries(ctx: Ctx, query: DeliveryQuery): Promise<DeliveryPage> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { rows, edge } = await scanDeliveries(query);
  const page = cutPage(rows, query.limit, query, formatDeliveryKey);
  const stopped = page.more ? null : edge;
  const onward = stopped && formatDeliveryKey(stopped);
  return {
    items: page.rows.map(viewDelivery),
    newer:
      (query.newer ? onward : null) ?? page.newer ?? (query.older ? formatDeliveryKey(query.older) : null),
    older:
      (query.newer ? null : onward) ?? page.older ?? (query.newer ? formatDeliveryKey(query.newer) : null),
    searchedTo: stopped?.at.toISOString() ?? null,
  };
}

/** One delivery with what was sent and what happened to it since; throws `not_found`. */
export async function getDelivery(ctx: Ctx, id: number): Promise<DeliveryDetail> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await findDelivery(id);
  if (!row)
    throw new AppError("not_found", { detail: "There is no such delivery, or it is no longer kept." });
  const [echoes, conversation] = await Promise.all([
    db().bridgeCall.findMany({
      where: { eventId: id },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: MAX_ECHOES,
    }),
    row.conversation_key
      ? db().conversation.findUnique({ where: { id: row.conversation_key }, select: { parkedReason: true } })
      : null,
  ]);
  const payload = redact(row.payload);
  return {
    ...viewDelivery(row),
    requestId: row.request_id,
    caller: row.caller,
    payload: mayReadTexts(ctx) ? payload : maskPayload(payload),
    echoes: echoes.map(
      (echo): DeliveryEcho => ({
        id: Number(echo.id),
        at: echo.at.toISOString(),
        endpoint: echo.endpoint as DeliveryEndpoint,
        verdict: echo.verdict as Verdict,
        times: echo.times,
        note: echo.detail,
      }),
    ),
    parkedReason: conversation?.parkedReason ?? null,
    mayReplay: row.kind !== null && mayReplay(ctx),
    canForce: row.kind !== null && canBeForced(row.kind),
  };
}

/** How much waits, what stands still, and since when. */
export async function getQueueHealth(ctx: Ctx): Promise<QueueHealth> {
  requireRole(ctx, "admin", "operator", "auditor");
  const [counts] = await db().$queryRaw<
    { waiting: bigint; failing: bigint; parked: bigint; conversations: bigint; oldest: Date | null }[]
  >`SELECT count(*) FILTER (WHERE state = 0) AS waiting,
      count(*) FILTER (WHERE state = 0 AND error IS NOT NULL) AS failing,
      count(*) FILTER (WHERE state = 2) AS parked,
      count(DISTINCT conversation_key) FILTER (WHERE state = 2) AS conversations,
      (SELECT received_at FROM relay_event WHERE id = (SELECT min(event_id) FROM relay_waiting WHERE state = 0)) AS oldest
    FROM relay_waiting`;
  return {
    waiting: Number(counts?.waiting ?? 0),
    failing: Number(counts?.failing ?? 0),
    parked: Number(counts?.parked ?? 0),
    parkedConversations: Number(counts?.conversations ?? 0),
    oldestAt: counts?.oldest?.toISOString() ?? null,
  };
}

/** What the filters of the list offer. */
export async function getDeliveryFilters(ctx: Ctx): Promise<DeliveryFilters> {
  requireRole(ctx, "admin", "operator", "auditor");
  const handovers = await db().handoverProvider.findMany({
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  return { handovers };
}

const roleOf = ({ actor }: Ctx) => ("role" in actor ? actor.role : "admin");
/** An auditor verifies what happened; what visitors and agents wrote is not needed for that. */
const mayReadTexts = (ctx: Ctx) => roleOf(ctx) !== "auditor";
export const mayReplay = (ctx: Ctx) => roleOf(ctx) === "admin" || roleOf(ctx) === "operator";

type Row = Awaited<ReturnType<typeof scanDeliveries>>["rows"][number];

function viewDelivery(row: Row): DeliveryView {
  return {
    id: row.id,
    key: formatDeliveryKey(row),
    at: row.at.toISOString(),
    endpoint: row.endpoint as DeliveryEndpoint,
    kind: row.kind,
    verdict: row.verdict as Verdict,
    of: row.event_id,
    times: row.times,
    status: row.status,
    result: row.result as DeliveryResult | null,
    attempts: row.attempts ?? 0,
    nextAt: row.next_at?.toISOString() ?? null,
    note: row.note,
    providerId: row.provider_id,
    providerName: row.provider_name,
    conversationId: row.conversation_key,
    externalId: row.external_id,
  };
}
