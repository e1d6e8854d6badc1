import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { AuditCheck, AuditVerdict } from "./schema.ts";
import { verifyChain } from "./verify-chain.ts";

/** A walk that has said nothing for so long has died with its process. */
const SILENT_MS = 30_000;
const SAY_EVERY_MS = 1_000;
/** A request waits so long for the end of the walk; after that it is told how far the walk has come. */
const MAX_WAIT_MS = 10_000;

/**
 * Walks the whole chain and compares it with the anchors outside the database; one walk at a time, which goes on when the
 * caller no longer waits. Gives the verdict, or how far the walk has come after 10 s.
 */
export async function verifyAudit(ctx: Ctx, maxWaitMs = MAX_WAIT_MS): Promise<AuditCheck> {
  requireRole(ctx, "admin", "auditor");
  const walk = await startWalk(ctx);
  if (walk) {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, maxWaitMs).unref();
    });
    await Promise.race([walk, enough]).finally(() => clearTimeout(timer));
  }
  return readCheck(ctx.now());
}

/** How the last walk ended, and how far the one under way has come. */
export async function getAuditCheck(ctx: Ctx): Promise<AuditCheck> {
  requireRole(ctx, "admin", "auditor");
  return readCheck(ctx.now());
}

/** Begins to walk, unless somebody else does. The promise is of the end. */
async function startWalk(ctx: Ctx): Promise<Promise<void> | undefined> {
  const startedAt = ctx.now();
  const { count } = await db().auditCheck.updateMany({
    where: {
      id: 1,
      OR: [{ startedAt: null }, { seenAt: { lt: new Date(startedAt.getTime() - SILENT_MS) } }],
    },
    data: { startedAt, seenAt: startedAt, rows: 0, total: 0 },
  });
  if (count === 0) return undefined;
  const ours = { id: 1, startedAt };
  let saidAtMs = performance.now();
  const say = (rows: number, total: number) => {
    if (performance.now() - saidAtMs < SAY_EVERY_MS) return;
    saidAtMs = performance.now();
    // Nobody waits for it; a database that is gone ends the walk itself.
    void db()
      .auditCheck.updateMany({ where: ours, data: { seenAt: ctx.now(), rows, total } })
      .catch(() => {});
  };
  const walk = (async () => {
    try {
      const found = await verifyChain({ onProgress: say });
      const verdict: AuditVerdict = { ...found, checkedAt: ctx.now().toISOString() };
      // Through JSON, because an audited value may be anything that jsonb holds.
      await db().auditCheck.updateMany({
        where: ours,
        data: { startedAt: null, verdict: JSON.parse(JSON.stringify(verdict)) },
      });
    } catch (error) {
      await db().auditCheck.updateMany({ where: ours, data: { startedAt: null } });
      throw error;
    }
  })();
  // Heard by whoever still waits; else by the next who looks, who sees the old verdict.
  walk.catch(() => {});
  return walk;
}

async function readCheck(now: Date): Promise<AuditCheck> {
  const row = await db().auditCheck.findUniqueOrThrow({ where: { id: 1 } });
  const alive = row.startedAt && row.seenAt && row.seenAt.getTime() > now.getTime() - SILENT_MS;
  return {
    running:
      alive && row.startedAt
        ? { rows: Number(row.rows), total: Number(row.total), startedAt: row.startedAt.toISOString() }
        : null,
    verdict: row.verdict as AuditVerdict | null,
  };
}
