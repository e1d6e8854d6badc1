import "server-only";
import { changesOf } from "#lib/audit/mapping.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";

const NAMED_FIELDS = 5;

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
  if (count === 0) throw await savedMeanwhile(tx, subject, stepId);
  return version + 1;
}

/** Who saved the step first, when, and which fields; what the second one typed is still in his form. */
async function savedMeanwhile(tx: Tx, subject: string, stepId: string): Promise<AppError> {
  const row = await tx.setupStep.findUnique({ where: { subject_stepId: { subject, stepId } } });
  if (!row) return new AppError("conflict", { detail: "The step was reset in the meantime." });
  const saved = await tx.auditEntry.findFirst({
    where: { object: subject, action: "setup.step_saved", after: { path: ["stepId"], equals: stepId } },
    orderBy: { seq: "desc" },
  });
  const fields = changesOf(saved?.before, saved?.after).map(
    ({ field, from = "nothing", to = "nothing" }) => `${field.replace(/^input\./, "")} from ${from} to ${to}`,
  );
  const at = `${row.updatedAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const what = fields.length > 0 ? ` and changed ${fields.slice(0, NAMED_FIELDS).join(", ")}` : "";
  return new AppError("conflict", {
    detail: `${row.updatedBy ?? "Somebody"} saved this step at ${at}${what}.`,
    fix: "What you typed is still here. Keep yours over theirs, or take theirs.",
  });
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
