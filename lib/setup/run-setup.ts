import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { type Actor, type Ctx, jobCtx } from "#lib/auth/ctx.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { SetupRun } from "#lib/db/generated/client.ts";
import { isDatabaseGone, toProblem } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { log } from "#lib/log.ts";
import { intentOf, type PlanIntent, type SetupDefinition } from "./definition.ts";
import { explainFailure, FailureAtStep, isTransient } from "./explain-failure.ts";
import { settleDrift } from "./ignore-drift.ts";
import { loadSetup } from "./load-setup.ts";
import type { PlanLine } from "./plan.ts";
import { runChecks } from "./run-checks.ts";
import { runStep, type SeenByStep } from "./run-step.ts";
import type { SetupBase } from "./step.ts";
import { LockLost, type SubjectLock, withSubjectLock } from "./subject-lock.ts";

const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 1_500;

export type RunOutcome = "done" | "failed" | "busy" | "nothing_to_do";

/**
 * Carries out a run, line by line; goes on where an earlier process stopped. One process at a time per subject. A line
 * that fails ends the run (transient failures are tried again first), unless it stands alone: then the others follow, and
 * the run fails at its end. A database that is gone is thrown, so that the job comes back.
 */
export async function runSetup<C extends SetupBase>(
  setup: SetupDefinition<C>,
  runId: string,
  options: { retryDelayMs?: number } = {},
): Promise<RunOutcome> {
  const run = await db().setupRun.findUnique({ where: { id: runId } });
  if (!run) return "nothing_to_do";
  return withSubjectLock(run.subject, async (lock) => {
    const { rowCount } = await lock.query(
      `UPDATE setup_run SET state = 'running', started_at = coalesce(started_at, now())
       WHERE id = $1 AND state IN ('queued', 'running')`,
      [runId],
    );
    if (rowCount === 0) return "nothing_to_do";
    const ctx = jobCtx("setup.run", run.requestId, run.actor as unknown as Actor);
    const outcome = await runLines(setup, ctx, run, lock, options.retryDelayMs ?? RETRY_DELAY_MS);
    const { intent } = await db().setupPlan.findUniqueOrThrow({ where: { id: run.planId } });
    if (outcome === "done" && intent !== "teardown") await checkWhatWasDone(setup, ctx, run);
    return outcome;
  });
}

async function runLines<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  run: SetupRun,
  lock: SubjectLock,
  retryDelayMs: number,
): Promise<"done" | "failed"> {
  const steps = await db().setupRunStep.findMany({ where: { runId: run.id }, orderBy: { seq: "asc" } });
  const seen: SeenByStep = new Map();
  let failure: Failure | undefined;
  for (const step of steps) {
    if (step.state === "done") continue;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await runStep(setup, ctx, { runId: run.id, seq: step.seq, subject: run.subject }, lock, seen);
        break;
      } catch (error) {
        if (isDatabaseGone(error) || error instanceof LockLost) throw error;
        if (attempt < MAX_ATTEMPTS && isTransient(error)) {
          await new Promise((resolve) => setTimeout(resolve, retryDelayMs * attempt));
          continue;
        }
        await lock.query("SELECT 1", []);
        const failed = await recordFailure(setup, ctx, run, step.seq, error);
        failure ??= failed;
        // What is out of reach is out of reach for all: only what was refused stands alone.
        if ((step.change as unknown as PlanLine).alone && !isTransient(error)) break;
        await endRun(setup, ctx, run, "failed", failure);
        return "failed";
      }
    }
  }
  const outcome = failure ? "failed" : "done";
  await endRun(setup, ctx, run, outcome, failure);
  return outcome;
}

/** A line that failed, as the audit row of its run names it. */
type Failure = { stepId: string; line: string; title: string; detail: string | undefined };

/** Journals why a line failed. */

async function recordFailure<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  run: SetupRun,
  seq: number,
  error: unknown,
): Promise<Failure> {
  const explained = explainFailure(setup, error);
  const { title, detail, fix, status } = toProblem(explained, ctx.requestId);
  if (status === 500) log.error({ err: error, runId: run.id, seq }, "set-up line failed");
  const where = { runId_seq: { runId: run.id, seq } };
  const step = await db().setupRunStep.findUniqueOrThrow({ where });
  const stepId = explained instanceof FailureAtStep ? explained.stepId : step.stepId;
  await db().setupRunStep.update({
    where,
    data: { state: "failed", finishedAt: ctx.now(), error: { title, detail: detail ?? null, fix, stepId } },
  });
  return { stepId, line: step.title, title, detail };
}

async function endRun<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  run: SetupRun,
  outcome: "done" | "failed",
  failure?: Failure,
): Promise<void> {
  const plan = await db().setupPlan.findUniqueOrThrow({ where: { id: run.planId } });
  const intent = intentOf(plan);
  await db().$transaction(async (tx) => {
    await tx.setupRun.update({ where: { id: run.id }, data: { state: outcome, finishedAt: ctx.now() } });
    await setup.runEnded?.(tx, ctx, run.subject, outcome, intent);
    if (outcome === "done") await settleAfterRun(tx, setup, ctx, run.subject, intent);
    await notify(tx, `setup:${run.subject}`);
    await notify(tx, `run:${run.id}`);
    await writeAudit(tx, ctx, {
      action: outcome === "done" ? "setup.run_done" : "setup.run_failed",
      object: run.subject,
      after: { runId: run.id, ...failure },
    });
  });
}

/** What was applied is as wanted now; what was torn down can drift no more, and what is set up again is not left over. */
async function settleAfterRun<C extends SetupBase>(
  tx: Tx,
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
  intent: PlanIntent,
): Promise<void> {
  if (intent === "teardown") {
    await tx.setupDrift.deleteMany({ where: { subject } });
    // They tell of objects that are gone.
    await tx.checkResult.deleteMany({ where: { subject } });
  } else await tx.setupLeftover.deleteMany({ where: { subject } });
  await settleDrift(tx, setup, await loadSetup(setup, ctx, subject), ctx.now());
}

/**
 * An apply is not over before what it made was looked at, and what had failed before is looked at again. A check that
 * cannot run says so in its own result.
 */
async function checkWhatWasDone<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  { id: runId, subject }: SetupRun,
): Promise<void> {
  const [applied, failed] = await Promise.all([
    db().setupRunStep.findMany({ where: { runId }, select: { stepId: true } }),
    db().checkResult.findMany({ where: { subject, state: "failed" }, select: { stepId: true } }),
  ]);
  const stepIds = new Set([...applied, ...failed].map((row) => row.stepId));
  await runChecks(setup, ctx, { subject, stepIds: [...stepIds] }).catch((error: unknown) => {
    log.warn({ err: error, subject }, "checks after an apply could not run");
  });
}
