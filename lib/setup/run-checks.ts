import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { isDatabaseGone, toProblem } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { log } from "#lib/log.ts";
import type { SetupDefinition } from "./definition.ts";
import { explainFailure } from "./explain-failure.ts";
import { loadSetup, requireStep } from "./load-setup.ts";
import type { CheckView } from "./schema.ts";
import type { Check, CheckOutcome, SetupBase } from "./step.ts";

/** Runs the checks of some steps, or of all, one after the other, and keeps their results. A check never throws: it fails. */
export async function runChecks<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  input: { subject: string; stepIds?: readonly string[] },
): Promise<CheckView[]> {
  requireRole(ctx, "admin", "operator");
  const steps = input.stepIds?.map((stepId) => requireStep(setup, stepId)) ?? setup.steps;
  const context = await loadSetup(setup, ctx, input.subject);
  const views: CheckView[] = [];
  for (const step of steps) {
    for (const check of step.checks) {
      const startedAt = performance.now();
      const outcome = await outcomeOf(setup, ctx, check, context);
      const durationMs = Math.round(performance.now() - startedAt);
      views.push(await keep(ctx, input.subject, step.id, check, outcome, durationMs));
    }
  }
  await db().$transaction((tx) => notify(tx, `setup:${input.subject}`));
  return views;
}

async function outcomeOf<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  check: Check<C>,
  context: C,
): Promise<CheckOutcome> {
  try {
    return await check.run(context);
  } catch (error) {
    if (isDatabaseGone(error)) throw error;
    const { title, detail, fix, status } = toProblem(explainFailure(setup, error), ctx.requestId);
    if (status === 500) log.error({ err: error, check: check.id }, "check failed to run");
    return { state: "failed", message: detail ?? title, fix: { sentence: fix } };
  }
}

async function keep<C extends SetupBase>(
  ctx: Ctx,
  subject: string,
  stepId: string,
  check: Check<C>,
  outcome: CheckOutcome,
  durationMs: number,
): Promise<CheckView> {
  const at = ctx.now();
  const row = {
    stepId,
    state: outcome.state,
    message: outcome.message,
    evidence: outcome.evidence === undefined ? Prisma.DbNull : (outcome.evidence as Prisma.InputJsonValue),
    fix: outcome.fix === undefined ? Prisma.DbNull : (outcome.fix as Prisma.InputJsonValue),
    doesNotProve: check.doesNotProve,
    durationMs,
    requestId: ctx.requestId,
    at,
  };
  await db().checkResult.upsert({
    where: { subject_checkId: { subject, checkId: check.id } },
    create: { subject, checkId: check.id, ...row },
    update: row,
  });
  return {
    id: check.id,
    stepId,
    title: check.title,
    doesNotProve: check.doesNotProve,
    state: outcome.state,
    message: outcome.message,
    evidence: outcome.evidence ?? null,
    fix: outcome.fix ?? null,
    durationMs,
    requestId: ctx.requestId,
    at: at.toISOString(),
  };
}
