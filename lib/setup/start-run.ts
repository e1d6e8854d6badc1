import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { SetupPlan } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import { notify } from "#lib/live/notify.ts";
import { intentOf, REVIEW, type SetupDefinition } from "./definition.ts";
import { explainFailure } from "./explain-failure.ts";
import { loadSetup, requireTurn } from "./load-setup.ts";
import { observeAndPlan } from "./observe-setup.ts";
import { countActions, isApplicable } from "./plan.ts";
import { storedLines } from "./plan-view.ts";
import { type RunRow, runInclude, runView } from "./run-view.ts";
import type { RunView } from "./schema.ts";
import { type ObservedObject, type SetupBase, stepOfLine } from "./step.ts";

const FRESH_MS = 60_000;

/**
 * Asks for a reviewed plan to be applied. Asking twice, from two tabs or two machines, gives the same run. Throws
 * `plan_stale` when anything the plan was made from has changed since, `conflict` while another plan is being applied.
 */
export async function startRun<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  input: { subject: string; planId: string },
): Promise<RunView> {
  requireRole(ctx, "admin", "operator");
  const plan = await db().setupPlan.findFirst({ where: { id: input.planId, subject: input.subject } });
  if (!plan) throw new AppError("not_found", { detail: "There is no such plan." });
  if (intentOf(plan) === "teardown") requireFresh(ctx);
  const known = await findRunOf(db(), plan);
  if (known) return runView(known);
  requireSomethingToDo(plan);
  await requireUnchanged(setup, ctx, plan);

  return db().$transaction(async (tx) => {
    // Serialises those who ask at the same time; the loser finds the run of the winner.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`setup start ${plan.subject}`}, 0))::text`;
    const first = await findRunOf(tx, plan);
    if (first) return runView(first);
    const run = await createRun(tx, ctx, plan);
    await setup.runStarted?.(tx, plan.subject, intentOf(plan));
    await sendJob(tx, "setup.run", { runId: run.id });
    await notify(tx, `setup:${plan.subject}`);
    await writeAudit(tx, ctx, {
      action: `setup.${intentOf(plan)}_requested`,
      object: plan.subject,
      after: { runId: run.id, planId: plan.id, counts: countActions(storedLines(plan)) },
    });
    return runView(run);
  });
}

/** The run of this plan, if it was asked for; throws while another plan of the subject is being applied. */
async function findRunOf(tx: Tx, plan: SetupPlan): Promise<RunRow | null> {
  const own = await tx.setupRun.findFirst({ where: { planId: plan.id }, include: runInclude });
  if (own) return own;
  const other = await tx.setupRun.findFirst({
    where: { subject: plan.subject, state: { in: ["queued", "running"] } },
  });
  if (!other) return null;
  throw new AppError("conflict", {
    title: "Another plan is being applied",
    detail: `Run ${other.id} is under way.`,
    fix: "Wait until it has ended, then plan again.",
  });
}

function requireSomethingToDo(plan: SetupPlan): void {
  const lines = storedLines(plan);
  const blocked = lines.find((line) => line.action === "blocked");
  if (blocked) {
    throw new AppError("conflict", {
      title: "The plan has a line that cannot be applied",
      detail: `${blocked.title}: ${blocked.blockedBy?.sentence ?? "it is blocked."}`,
      fix: "Do what the line asks for, then plan again.",
    });
  }
  if (!lines.some(isApplicable)) {
    throw new AppError("conflict", {
      title: "There is nothing to apply",
      detail: "Everything Patchbay can do is already as it should be.",
      fix: "Do the lines marked with a person, if there are any, and run the checks.",
    });
  }
}

/**
 * A plan of a moment ago is held against what it saw: the run looks again before it touches anything, line by line. An
 * older one is held against a new look.
 */
async function requireUnchanged<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  plan: SetupPlan,
): Promise<void> {
  const context = await loadSetup(setup, ctx, plan.subject);
  // Opened by its address the review shows a plan early. What is live already may be repaired at any time.
  if (intentOf(plan) === "apply" && context.managed.length === 0) requireTurn(setup, context, REVIEW);
  const young = ctx.now().getTime() - plan.createdAt.getTime() < FRESH_MS;
  const seen = young ? ((plan.observed ?? undefined) as ObservedObject[] | undefined) : undefined;
  const now = await observeAndPlan(setup, context, intentOf(plan), plan.undoRunId, seen).catch(
    (error: unknown) => {
      throw explainFailure(setup, error);
    },
  );
  if (now.fingerprint !== plan.fingerprint) {
    throw new AppError("plan_stale", {
      detail: "The set-up or the other system has changed since this plan was made.",
    });
  }
}

async function createRun(tx: Tx, ctx: Ctx, plan: SetupPlan): Promise<RunRow> {
  const lines = storedLines(plan).filter(isApplicable);
  return tx.setupRun.create({
    data: {
      id: newId("run"),
      planId: plan.id,
      subject: plan.subject,
      state: "queued",
      actor: ctx.actor,
      requestId: ctx.requestId,
      createdAt: ctx.now(),
      steps: {
        create: lines.map((line, index) => ({
          seq: index + 1,
          stepId: stepOfLine(line.lineId),
          lineId: line.lineId,
          title: line.title,
          state: "pending",
          change: line,
        })),
      },
    },
    include: runInclude,
  });
}
