import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import type { PlanIntent, SetupDefinition } from "./definition.ts";
import { explainFailure } from "./explain-failure.ts";
import { loadSetup } from "./load-setup.ts";
import { observeAndPlan } from "./observe-setup.ts";
import { planView } from "./plan-view.ts";
import type { PlanView } from "./schema.ts";
import type { SetupBase } from "./step.ts";

/** Looks at the other side, plans, and keeps the plan for review. Changes nothing but our own list of plans. */
export async function createPlan<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
  intent: PlanIntent = "apply",
): Promise<PlanView> {
  requireRole(ctx, "admin", "operator");
  const context = await loadSetup(setup, ctx, subject);
  const plan = await observeAndPlan(setup, context, intent).catch((error: unknown) => {
    throw explainFailure(setup, error);
  });
  const row = await db().setupPlan.create({
    data: {
      id: newId("pln"),
      subject,
      intent,
      lines: plan.lines,
      fingerprint: plan.fingerprint,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
  return planView(row);
}
