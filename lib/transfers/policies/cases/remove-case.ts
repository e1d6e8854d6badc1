import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { POLICIES_TOPIC, subjectOf } from "../subject.ts";

/** Forgets a case; the audit log keeps what it was. Throws `not_found`. */
export async function removeCase(ctx: Ctx, policyId: string, caseId: string): Promise<void> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const before = await tx.transferCase.findUnique({ where: { id: caseId, policyId } });
    if (!before) throw new AppError("not_found", { detail: "There is no such case." });
    await tx.transferCase.delete({ where: { id: caseId } });
    await notify(tx, POLICIES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "policy.case_removed",
      object: subjectOf(policyId),
      before: { case: before.name, scenario: before.scenario, expected: before.expected },
    });
  });
}
