import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { SetupDefinition } from "./definition.ts";
import { loadSetup } from "./load-setup.ts";
import { planView } from "./plan-view.ts";
import { runInclude, runView } from "./run-view.ts";
import type { PlanView, RunView, SetupView } from "./schema.ts";
import { stepStatuses } from "./state.ts";
import type { SetupBase } from "./step.ts";
import { stepFacts, stepView } from "./step-view.ts";

/** A set-up as its page shows it: from our own records only, so that it renders while the other side is down. */
export async function getSetupView<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
): Promise<SetupView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const context = await loadSetup(setup, ctx, subject);
  const [plan, run, results] = await Promise.all([
    db().setupPlan.findFirst({ where: { subject }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] }),
    db().setupRun.findFirst({
      where: { subject },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      include: runInclude,
    }),
    db().checkResult.findMany({ where: { subject } }),
  ]);
  const byId = new Map(results.map((result) => [result.checkId, result]));
  const statuses = stepStatuses(setup.steps.map((step) => stepFacts(step, context)));
  const steps = setup.steps.map((step) => stepView(step, context, statuses.get(step.id) ?? "todo", byId));
  return {
    subject,
    title: setup.title(context),
    state: setup.state(context),
    steps,
    currentStepId: steps.find((step) => step.todo !== null || step.status === "failing")?.id ?? null,
    plan: plan ? planView(plan) : null,
    lastRun: run ? runView(run) : null,
    byHand: setup.steps.flatMap((step) => [...(step.byHand?.(context) ?? [])]),
  };
}

/** One plan of a subject; throws `not_found`. */
export async function getPlan(ctx: Ctx, subject: string, planId: string): Promise<PlanView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().setupPlan.findFirst({ where: { id: planId, subject } });
  if (!row) throw new AppError("not_found", { detail: "There is no such plan." });
  return planView(row);
}

/** One run with its lines; throws `not_found`. */
export async function getRun(ctx: Ctx, runId: string): Promise<RunView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().setupRun.findUnique({ where: { id: runId }, include: runInclude });
  if (!row) throw new AppError("not_found", { detail: "There is no such run." });
  return runView(row);
}

/** The runs of a subject, the newest first. */
export async function listRuns(ctx: Ctx, subject: string, limit = 20): Promise<RunView[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().setupRun.findMany({
    where: { subject },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    include: runInclude,
  });
  return rows.map(runView);
}
