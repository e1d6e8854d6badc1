import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { loadPolicy } from "./load-policy.ts";
import { POLICIES_TOPIC, subjectOf } from "./subject.ts";

/**
 * Takes a policy out of use; its versions, its cases and the transfers by it stay readable, and its name is free again.
 * Throws `in_use` with what needs it: transfers under way, handovers.
 */
export async function archivePolicy(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const before = await loadPolicy(id);
  if (before.archivedAt) return;
  await db().$transaction(async (tx) => {
    const { count } = await tx.transferPolicy.updateMany({
      where: { id, version: before.version, archivedAt: null },
      data: { archivedAt: ctx.now(), updatedAt: ctx.now() },
    });
    if (count === 0) throw await changedMeanwhile(subjectOf(id));
    await refuseUsed(tx, id);
    await notify(tx, POLICIES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "policy.archived",
      object: subjectOf(id),
      before: { name: before.name, version: before.version },
    });
  });
}

/** A transfer that starts at the same moment locks the policy's row and finds it archived, or is found here. */
async function refuseUsed(tx: Tx, id: string): Promise<void> {
  const running = await tx.transferRun.count({ where: { policyId: id } });
  if (running > 0) {
    throw new AppError("in_use", {
      detail: `${running === 1 ? "A transfer is" : `${running} transfers are`} under way by this policy.`,
      fix: "Wait until they have ended, or cancel them.",
    });
  }
  const handovers = await tx.handoverProvider.findMany({
    where: { settings: { path: ["transferPolicyId"], equals: id }, state: { not: "removed" } },
    orderBy: { name: "asc" },
    select: { name: true },
  });
  if (handovers.length > 0) {
    throw new AppError("in_use", {
      detail: `Handovers that need it: ${handovers.map(({ name }) => name).join(", ")}.`,
      fix: "Give them another policy first.",
    });
  }
}
