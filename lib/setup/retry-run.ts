import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import { notify } from "#lib/live/notify.ts";
import { intentOf, type SetupDefinition } from "./definition.ts";
import { runInclude, runView } from "./run-view.ts";
import type { RunView } from "./schema.ts";
import type { SetupBase } from "./step.ts";

/** Goes on with a failed run at the step that failed. What is done stays done. Retrying twice is one retry. */
export async function retryRun<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  runId: string,
): Promise<RunView> {
  requireRole(ctx, "admin", "operator");
  return db().$transaction(async (tx) => {
    const run = await tx.setupRun.findUnique({ where: { id: runId }, include: runInclude });
    if (!run?.subject.startsWith(`${setup.prefix}:`)) throw new AppError("not_found");
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`setup start ${run.subject}`}, 0))::text`;
    const newer = await tx.setupRun.findFirst({
      where: { subject: run.subject, createdAt: { gt: run.createdAt } },
    });
    if (newer) throw new AppError("plan_stale", { detail: "A newer run has taken the place of this one." });
    const { count } = await tx.setupRun.updateMany({
      where: { id: runId, state: "failed" },
      data: { state: "queued", finishedAt: null },
    });
    if (count > 0) {
      await tx.setupRunStep.updateMany({ where: { runId, state: "failed" }, data: { state: "pending" } });
      await setup.runStarted?.(tx, run.subject, intentOf(run.plan));
      await sendJob(tx, "setup.run", { runId });
      await notify(tx, `setup:${run.subject}`);
      await writeAudit(tx, ctx, { action: "setup.retry_requested", object: run.subject, after: { runId } });
    }
    return runView(await tx.setupRun.findUniqueOrThrow({ where: { id: runId }, include: runInclude }));
  });
}
