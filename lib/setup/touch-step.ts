import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Changes the row of a step if it still has the version that the person saw (0: no row yet), and returns the next
 * version. The loser of two savers updates 0 rows and is told who was first.
 */
export async function touchStep(
  tx: Tx,
  ctx: Ctx,
  seen: { subject: string; stepId: string; version: number },
  data: Omit<Prisma.SetupStepUncheckedUpdateManyInput, "subject" | "stepId" | "version">,
): Promise<number> {
  const { subject, stepId, version } = seen;
  if (version === 0) {
    await tx.setupStep.createMany({ data: [{ subject, stepId, version: 0 }], skipDuplicates: true });
  }
  const { count } = await tx.setupStep.updateMany({
    where: { subject, stepId, version },
    data: { ...data, version: version + 1, updatedBy: ctx.actor.name, updatedAt: ctx.now() },
  });
  if (count === 0) {
    const row = await tx.setupStep.findUnique({ where: { subject_stepId: { subject, stepId } } });
    throw new AppError("conflict", {
      detail: row
        ? `${row.updatedBy ?? "Somebody"} saved this step at ${row.updatedAt.toISOString()}.`
        : "The step was reset in the meantime.",
    });
  }
  return version + 1;
}

/** Changes the row of a step whatever its version: for ticks and notes that do not overwrite what others typed. */
export async function markStep(
  tx: Tx,
  ctx: Ctx,
  at: { subject: string; stepId: string },
  data: Omit<Prisma.SetupStepUncheckedUpdateInput, "subject" | "stepId" | "version">,
): Promise<void> {
  await tx.setupStep.createMany({ data: [{ ...at, version: 0 }], skipDuplicates: true });
  await tx.setupStep.update({
    where: { subject_stepId: at },
    data: { ...data, version: { increment: 1 }, updatedBy: ctx.actor.name, updatedAt: ctx.now() },
  });
}
