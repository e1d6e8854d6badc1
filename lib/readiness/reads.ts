import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { lastKnown, readThrough } from "#lib/connections/read-through.ts";
import { observeTenant } from "./observe-tenant.ts";
import type { ReadinessReport, ReadinessView } from "./schema.ts";
import { judge } from "./state.ts";

const QUESTION = { operation: "readiness" };
/** Dozens of calls; nobody waits for them but the one who asked. */
const PATIENCE_MS = 60_000;

/** Looks at the tenant now; while it does not answer, the last report with its age. */
export async function checkReadiness(ctx: Ctx, connectionId: string): Promise<ReadinessView> {
  requireRole(ctx, "admin", "operator");
  return readThrough(
    ctx,
    connectionId,
    QUESTION,
    async (client): Promise<ReadinessReport> => {
      const tenant = await observeTenant(client, connectionId);
      return { findings: judge(tenant), channels: tenant.channels.length, skills: tenant.skills.size };
    },
    { patienceMs: PATIENCE_MS },
  );
}

/** The last report, without asking CXone; null before the first look. */
export async function getReadiness(ctx: Ctx, connectionId: string): Promise<ReadinessView | null> {
  requireRole(ctx, "admin", "operator");
  const known = await lastKnown<ReadinessReport>(connectionId, QUESTION);
  return known && { ...known, stale: null };
}
