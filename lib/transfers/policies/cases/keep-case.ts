import "server-only";
import { orNameTaken } from "#lib/api/name-taken.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { loadPolicy } from "../load-policy.ts";
import { POLICIES_TOPIC, subjectOf } from "../subject.ts";
import { getCase } from "./reads.ts";
import { type CaseInput, type CaseView, MOST_CASES } from "./schema.ts";

export const orCaseNameTaken = orNameTaken("Another case of this policy");

/**
 * Keeps a situation with a policy, and what has to come of it. It may fail under the policy as it is: then it says what is
 * to be mended. Throws `not_found`, `name_taken`, `bad_input` for more cases than a policy takes.
 */
export async function keepCase(ctx: Ctx, policyId: string, input: CaseInput): Promise<CaseView> {
  requireRole(ctx, "admin", "operator");
  await loadPolicy(policyId);
  const id = newId("cas");
  await db().$transaction(async (tx) => {
    // One after the other, so that nobody goes over the limit.
    await tx.$queryRaw`SELECT id FROM transfer_policy WHERE id = ${policyId} FOR UPDATE`;
    if ((await tx.transferCase.count({ where: { policyId } })) >= MOST_CASES) {
      throw new AppError("bad_input", { detail: `A policy has at most ${MOST_CASES} cases.` });
    }
    const { name, scenario, expected } = input;
    await tx.transferCase
      .create({
        data: { id, policyId, name, scenario, expected, createdAt: ctx.now(), updatedAt: ctx.now() },
      })
      .catch(orCaseNameTaken);
    await notify(tx, POLICIES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "policy.case_kept",
      object: subjectOf(policyId),
      after: { case: name, expected },
    });
  });
  return getCase(ctx, policyId, id);
}
