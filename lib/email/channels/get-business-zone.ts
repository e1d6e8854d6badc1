import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { readThrough } from "#lib/connections/read-through.ts";
import { getBusinessUnit } from "#lib/cxone/business-unit.ts";
import { reachable } from "#lib/tenant/reads.ts";

/** The time zone in which CXone shows the times of mail (M-02), as it writes it; "" when it does not say. */
export async function getBusinessZone(ctx: Ctx, connectionId: string): Promise<string> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const known = await reachable(() =>
    readThrough(ctx, connectionId, { operation: "business-unit.zone" }, async (client) => {
      const { defaultTimeZone } = await getBusinessUnit(client);
      return { defaultTimeZone };
    }),
  );
  return known.ok ? known.value.value.defaultTimeZone : "";
}
