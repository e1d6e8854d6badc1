import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { SetupDefinition } from "./definition.ts";
import type { CheckState, Json, ManagedRecord, SetupBase, Step, StepRecord } from "./step.ts";

/** Everything a step may ask about its subject, read afresh. Throws `not_found` for an unknown subject. */
export async function loadSetup<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
): Promise<C> {
  return setup.load(ctx, await loadBase(ctx, subject));
}

async function loadBase(ctx: Ctx, subject: string): Promise<SetupBase> {
  const [steps, managed, checks, run, ignored] = await Promise.all([
    db().setupStep.findMany({ where: { subject } }),
    db().managedObject.findMany({ where: { subject }, orderBy: [{ createdAt: "asc" }, { lineId: "asc" }] }),
    db().checkResult.findMany({ where: { subject } }),
    db().setupRun.findFirst({
      where: { subject },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      include: { steps: { where: { state: "failed" }, select: { stepId: true, error: true } } },
    }),
    db().setupDrift.findMany({
      where: { subject, ignoredAt: { not: null } },
      select: { lineId: true, field: true, found: true },
    }),
  ]);
  return {
    subject,
    requestId: ctx.requestId,
    records: Object.fromEntries(
      steps.map(({ stepId, ...row }): [string, StepRecord] => [
        stepId,
        { ...row, input: (row.input ?? null) as Json | null },
      ]),
    ),
    managed: managed.map(
      (row): ManagedRecord => ({
        lineId: row.lineId,
        system: row.system,
        kind: row.kind,
        name: row.name,
        naturalKey: row.naturalKey,
        remoteId: row.remoteId,
        ownership: row.ownership === "created" ? "created" : "adopted",
        applied: row.applied as ManagedRecord["applied"],
      }),
    ),
    ignored: ignored.map((row) => ({ ...row, found: (row.found ?? null) as Json | null })),
    checks: Object.fromEntries(
      checks.map((row) => [
        row.checkId,
        { state: row.state as CheckState, message: row.message, at: row.at },
      ]),
    ),
    lastRun: run
      ? { id: run.id, state: run.state, failedStepId: failedStepOf(run.steps[0]), finishedAt: run.finishedAt }
      : null,
  };
}

/** Where the failure is to be put right: often not at the step whose line failed. */
function failedStepOf(step: { stepId: string; error: unknown } | undefined): string | null {
  if (!step) return null;
  return (step.error as { stepId?: string } | null)?.stepId ?? step.stepId;
}

/** The step of that id; throws `not_found`. */
export function requireStep<C extends SetupBase>(setup: SetupDefinition<C>, stepId: string): Step<C> {
  const step = setup.steps.find((candidate) => candidate.id === stepId);
  if (!step) throw new AppError("not_found", { detail: `This set-up has no step ${stepId}.` });
  return step;
}

/**
 * The first of the steps before this one, or of those that it names, that still needs its person, and what it needs;
 * null when there is none, or no such step.
 */
export function todoBefore<C extends SetupBase>(
  setup: SetupDefinition<C>,
  context: C,
  stepId: string,
): { step: Step<C>; todo: string } | null {
  const end = setup.steps.findIndex((step) => step.id === stepId);
  const needs = setup.steps[end]?.needs;
  const before = setup.steps.slice(0, Math.max(end, 0));
  for (const step of needs ? before.filter(({ id }) => needs.includes(id)) : before) {
    const todo = step.todo(context);
    if (todo !== null) return { step, todo };
  }
  return null;
}

/** Throws when a step that comes before this one still needs its person. */
export function requireTurn<C extends SetupBase>(
  setup: SetupDefinition<C>,
  context: C,
  stepId: string,
): void {
  const earlier = todoBefore(setup, context, stepId);
  if (!earlier) return;
  throw new AppError("conflict", {
    title: "An earlier step comes first",
    detail: `Step “${earlier.step.title}” is not done: ${earlier.todo}`,
    fix: `Finish step “${earlier.step.title}”, then come back.`,
  });
}
