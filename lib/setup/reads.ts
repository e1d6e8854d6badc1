import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { SetupDefinition } from "./definition.ts";
import { loadSetup } from "./load-setup.ts";
import { desiredOf } from "./observe-setup.ts";
import { pendingChanges } from "./pending.ts";
import { planView } from "./plan-view.ts";
import { runInclude, runView } from "./run-view.ts";
import type { DriftView, LookView, PlanView, RunView, SetupView } from "./schema.ts";
import { stepStatuses } from "./state.ts";
import { type Json, type SetupBase, stepOfLine } from "./step.ts";
import { stepFacts, stepView } from "./step-view.ts";

/** A set-up as its page shows it: from our own records only, so that it renders while the other side is down. */
export async function getSetupView<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
): Promise<SetupView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const context = await loadSetup(setup, ctx, subject);
  const [plan, run, results, ticked] = await Promise.all([
    db().setupPlan.findFirst({ where: { subject }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] }),
    db().setupRun.findFirst({
      where: { subject },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      include: runInclude,
    }),
    db().checkResult.findMany({ where: { subject } }),
    db().setupLeftover.findMany({ where: { subject } }),
  ]);
  const ticks = new Map(ticked.map((row) => [row.itemId, { by: row.doneBy, at: row.doneAt.toISOString() }]));
  const byId = new Map(results.map((result) => [result.checkId, result]));
  const statuses = stepStatuses(setup.steps.map((step) => stepFacts(step, context)));
  const steps = setup.steps.map((step) => stepView(step, context, statuses.get(step.id) ?? "todo", byId));
  return {
    subject,
    title: setup.title(context),
    state: setup.state(context),
    steps,
    currentStepId: currentOf(steps),
    plan: plan ? planView(plan) : null,
    lastRun: run ? runView(run) : null,
    pending: pendingChanges(desiredOf(setup, context), context.managed),
    byHand: setup.steps
      .flatMap((step) => [...(step.byHand?.(context) ?? [])])
      .map((item) => ({ ...item, done: ticks.get(item.id) ?? null })),
  };
}

/** What to look at next: what a person can do something about comes before what waits for others. */
function currentOf(steps: SetupView["steps"]): string | null {
  const open = steps.filter((step) => step.todo !== null || step.status === "failing");
  const own = open.find(({ status }) => status !== "waiting" && status !== "blocked");
  return (own ?? open[0])?.id ?? null;
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

/** What is other than it was applied, the newest first, and when that was looked at last. */
export async function getDrift<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
): Promise<{ look: LookView; items: DriftView[] }> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const [look, rows] = await Promise.all([
    db().setupLook.findUnique({ where: { subject } }),
    db().setupDrift.findMany({
      where: { subject },
      orderBy: [{ since: "desc" }, { lineId: "asc" }, { field: "asc" }],
    }),
  ]);
  return {
    look: {
      at: look?.lookedAt?.toISOString() ?? null,
      outcome: (look?.outcome as LookView["outcome"]) ?? null,
      message: look?.message ?? null,
      dueAt: look?.dueAt.toISOString() ?? null,
    },
    items: rows.map((row): DriftView => {
      const step = setup.steps.find(({ id }) => id === stepOfLine(row.lineId));
      const found = (row.found ?? null) as Json | null;
      const { lineId, field, system, kind, name, changedBy, changedAt, ignoredBy, ignoredAt, ignoredReason } =
        row;
      return {
        lineId,
        stepId: stepOfLine(lineId),
        field,
        system,
        kind,
        name,
        expected: (row.expected ?? null) as Json | null,
        found,
        since: row.since.toISOString(),
        changedBy: changedBy && changedAt ? { name: changedBy, at: changedAt.toISOString() } : null,
        ignored: ignoredAt
          ? { by: ignoredBy ?? "", at: ignoredAt.toISOString(), reason: ignoredReason ?? "" }
          : null,
        acceptable: step?.accepts?.({ lineId, field, found }) ?? false,
        byHand: step?.apply === undefined,
      };
    }),
  };
}
