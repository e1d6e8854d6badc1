import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { RetentionView } from "./schema.ts";

/** How long logs are kept, and how far back they reach now. */
export async function getRetention(ctx: Ctx): Promise<RetentionView> {
  requireRole(ctx, "admin", "auditor");
  const [row, [oldest]] = await Promise.all([
    db().retention.findUniqueOrThrow({ where: { id: 1 } }),
    db().$queryRaw<
      { request: Date | null; delivery: Date | null; transfer: Date | null; outbound: Date | null }[]
    >`
      SELECT (SELECT min(at) FROM request_log) AS request,
        least((SELECT min(received_at) FROM relay_event), (SELECT min(at) FROM bridge_call)) AS delivery,
        (SELECT min(at) FROM transfer) AS transfer, (SELECT min(at) FROM outbound_call) AS outbound`,
  ]);
  return {
    requestLogDays: row.requestLogDays,
    deliveriesDays: row.deliveriesDays,
    transferDays: row.transferDays,
    outboundDays: row.outboundDays,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    oldestRequestAt: oldest?.request?.toISOString() ?? null,
    oldestDeliveryAt: oldest?.delivery?.toISOString() ?? null,
    oldestTransferAt: oldest?.transfer?.toISOString() ?? null,
    oldestOutboundAt: oldest?.outbound?.toISOString() ?? null,
  };
}
