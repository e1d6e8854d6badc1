import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { Prisma, SetupDrift } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import type { SetupDefinition } from "./definition.ts";
import { explainFailure } from "./explain-failure.ts";
import { requireDrift, settleDrift } from "./ignore-drift.ts";
import { loadSetup, requireStep } from "./load-setup.ts";
import { saveStepInput } from "./save-step-input.ts";
import { type Acceptance, type Json, type SetupBase, stepOfLine } from "./step.ts";

/**
 * Makes a found value the wanted one: it is saved at its step like anything typed there, and counts as applied. Nothing
 * is sent to the other side. Throws `conflict` for what cannot be wanted, such as a skill that is switched off.
 */
export async function acceptDrift<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  { subject, lineId, field }: { subject: string; lineId: string; field: string },
): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const drift = await requireDrift({ subject, lineId, field });
  const context = await loadSetup(setup, ctx, subject);
  const step = requireStep(setup, stepOfLine(lineId));
  const found = (drift.found ?? null) as Json | null;
  const acceptance = await Promise.resolve(step.accept?.(context, { lineId, field, found }) ?? null).catch(
    (error: unknown) => {
      throw explainFailure(setup, error);
    },
  );
  if (!acceptance) {
    throw new AppError("conflict", {
      title: "This cannot be accepted",
      detail: `It does not work with ${field || "the object"} as it was found.`,
      fix: "Revert it, or ignore it and say why.",
    });
  }
  const { stepId, input } = acceptance;
  const version = context.records[stepId]?.version ?? 0;
  await saveStepInput(setup, ctx, { subject, stepId, input, version });
  await db().$transaction(async (tx) => {
    await countAsApplied(tx, drift, acceptance);
    await settleDrift(tx, setup, context, ctx.now());
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: "setup.drift_accepted",
      object: subject,
      before: { lineId, field, value: drift.expected },
      after: { lineId, field, value: drift.found },
    });
  });
}

async function countAsApplied(tx: Tx, drift: SetupDrift, { renamed }: Acceptance): Promise<void> {
  const { subject, lineId, field, found } = drift;
  const where = { subject_lineId: { subject, lineId } };
  await tx.setupDrift.deleteMany({ where: { subject, lineId, field } });
  const record = await tx.managedObject.findUnique({ where });
  if (record && field === "") await tx.managedObject.delete({ where });
  if (record && field !== "") {
    const applied = { ...(record.applied as Prisma.JsonObject), [field]: found };
    const name = field === "name" && typeof found === "string" ? found : record.name;
    await tx.managedObject.update({ where, data: { applied, name } });
  }
  if (!renamed) return;
  const { from, to } = renamed;
  await tx.$executeRaw`
    UPDATE managed_object SET line_id = ${to} || substr(line_id, ${from.length + 1}::int),
      natural_key = CASE WHEN line_id = ${from} THEN ${String(found)} ELSE natural_key END
    WHERE subject = ${subject} AND (line_id = ${from} OR starts_with(line_id, ${`${from}/`}))`;
  // Their differences are found again under the new name, if they are still there.
  await tx.$executeRaw`
    DELETE FROM setup_drift
    WHERE subject = ${subject} AND (line_id = ${from} OR starts_with(line_id, ${`${from}/`}))`;
}
