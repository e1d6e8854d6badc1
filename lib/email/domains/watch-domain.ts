import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import { WATCHED_EVERY_MS } from "./clock/state.ts";
import { loadDomain } from "./stored-domain.ts";

/**
 * Said by a page again and again while somebody looks at it: a domain that waits is then looked up every 20 s, by the job
 * and once for all who watch. Throws `not_found`.
 */
export async function watchDomain(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin", "operator", "auditor");
  const { state, lookedAt } = await loadDomain(db(), id);
  const isDue = !lookedAt || ctx.now().getTime() - lookedAt.getTime() >= WATCHED_EVERY_MS - 1_000;
  if (state !== "pending" || !isDue) return;
  await db().$transaction((tx) => sendJob(tx, "email-domain.look", { id }, { singletonKey: id }));
}
