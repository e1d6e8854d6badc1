import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import { failingCause } from "./record-check.ts";
import { loadConnection, subjectOf } from "./stored-connection.ts";

/**
 * Turns the checks and alerts of a connection off, for planned work at CXone, or on again. Conversations go on: only a
 * paused handover stops them. Saying it twice changes nothing.
 */
export async function pauseConnection(ctx: Ctx, id: string, paused: boolean): Promise<{ paused: boolean }> {
  requireRole(ctx, "admin", "operator");
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    await loadConnection(id, tx);
    const { count } = await tx.connection.updateMany({
      where: { id, pausedAt: paused ? null : { not: null } },
      data: { pausedAt: paused ? now : null, pausedBy: paused ? ctx.actor.name : null },
    });
    if (count === 0) return;
    if (paused) await resolveNotice(tx, failingCause(id), now);
    await notify(tx, `connection:${id}`);
    const action = paused ? "connection.checks_paused" : "connection.checks_resumed";
    await writeAudit(tx, ctx, { action, object: subjectOf(id) });
  });
  return { paused };
}
