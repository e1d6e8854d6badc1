import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { intentOf, type PlanIntent, REVIEW, type SetupDefinition } from "./definition.ts";
import { explainFailure } from "./explain-failure.ts";
import { loadSetup, todoBefore } from "./load-setup.ts";
import { observeAndPlan } from "./observe-setup.ts";
import { isApplicable } from "./plan.ts";
import { planView } from "./plan-view.ts";
import type { PlanView } from "./schema.ts";
import type { SetupBase } from "./step.ts";

/** Looks at the other side, plans, and keeps the plan for review. Changes nothing but our own list of plans. */
export async function createPlan<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
  intent: PlanIntent = "apply",
  undoRunId: string | null = null,
): Promise<PlanView> {
  requireRole(ctx, "admin", "operator");
  if (intent === "undo") await requireFailedRun(subject, undoRunId);
  const context = await loadSetup(setup, ctx, subject);
  const plan = await observeAndPlan(setup, context, intent, undoRunId).catch((error: unknown) => {
    throw explainFailure(setup, error);
  });
  return db().$transaction(async (tx) => {
    const row = await tx.setupPlan.create({
      data: {
        id: newId("pln"),
        subject,
        intent,
        undoRunId,
        lines: plan.lines,
        observed: plan.observed as unknown as Prisma.InputJsonValue,
        fingerprint: plan.fingerprint,
        createdBy: ctx.actor.name,
        createdAt: ctx.now(),
      },
    });
    if (intent === "apply") {
      const blocked = plan.lines.some((line) => line.action === "blocked");
      const ready = plan.lines.some(isApplicable) && !blocked && todoBefore(setup, context, REVIEW) === null;
      await setup.planned?.(tx, ctx, subject, ready);
    }
    return planView(row);
  });
}

/** Only the last run can be undone, and only when it failed: what is done is taken back by a teardown. */
async function requireFailedRun(subject: string, runId: string | null): Promise<void> {
  const last = await db().setupRun.findFirst({
    where: { subject },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: { plan: { select: { intent: true } } },
  });
  if (last && last.id === runId && last.state === "failed" && intentOf(last.plan) === "apply") return;
  throw new AppError("conflict", {
    title: "This run cannot be undone",
    detail: "Only the latest run can be, and only when it failed.",
    fix: "Look at the latest run.",
  });
}
