import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { POLICIES_TOPIC, subjectOf } from "../subject.ts";
import { orCaseNameTaken } from "./keep-case.ts";
import { getCase } from "./reads.ts";
import type { CaseInput, CaseView } from "./schema.ts";

/** Changes what a case sets or expects. Throws `not_found`, `name_taken`. */
export async function changeCase(
  ctx: Ctx,
  policyId: string,
  caseId: string,
  { name, scenario, expected }: CaseInput,
): Promise<CaseView> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const before = await tx.transferCase.findUnique({ where: { id: caseId, policyId } });
    if (!before) throw new AppError("not_found", { detail: "There is no such case." });
    await tx.transferCase
      .update({ where: { id: caseId }, data: { name, scenario, expected, updatedAt: ctx.now() } })
      .catch(orCaseNameTaken);
    await notify(tx, POLICIES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "policy.case_changed",
      object: subjectOf(policyId),
      before: { case: before.name, scenario: before.scenario, expected: before.expected },
      after: { case: name, scenario, expected },
    });
  });
  return getCase(ctx, policyId, caseId);
}
