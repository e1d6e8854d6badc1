import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";

const MOST = 5;

/** A transfer that was found by an id; without an outcome it is under way. */
export type FoundTransfer = { id: string; callId: string; at: string; outcome: string | null };

/** Transfers of a call by its whole id, or one by its own, the newest first: what the palette looks for. */
export async function listFound(ctx: Ctx, wanted: string): Promise<FoundTransfer[]> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const where = { OR: [{ callId: wanted }, { id: wanted }] };
  const [open, ended] = await Promise.all([
    db().transferRun.findMany({ where, select: { id: true, callId: true, at: true }, take: MOST }),
    db().transfer.findMany({
      where,
      select: { id: true, callId: true, at: true, outcome: true },
      orderBy: { at: "desc" },
      take: MOST,
    }),
  ]);
  return [...open.map((run) => ({ ...run, outcome: null })), ...ended]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, ...found }) => ({ ...found, at: at.toISOString() }));
}
