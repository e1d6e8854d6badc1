import "server-only";
import { fieldsOf } from "#lib/api/define-route.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import type { SetupDefinition } from "./definition.ts";
import { explainFailure } from "./explain-failure.ts";
import { loadSetup, requireStep, requireTurn } from "./load-setup.ts";
import type { Json, SetupBase } from "./step.ts";
import { touchStep } from "./touch-step.ts";

export type StepInput = {
  subject: string;
  stepId: string;
  input: unknown;
  version: number;
  /** An import brings what later steps say before a person has done the earlier ones; planning still waits for them. */
  inAnyOrder?: boolean;
};

/**
 * Keeps what a person typed at a step. Throws `bad_input` with a sentence per field, `conflict` when somebody saved
 * the step since `version`, and when an earlier step is not done.
 */
export async function saveStepInput<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  { subject, stepId, input, version, inAnyOrder = false }: StepInput,
): Promise<{ version: number }> {
  requireRole(ctx, "admin", "operator");
  const step = requireStep(setup, stepId);
  if (!step.input) throw new AppError("bad_request", { detail: `Nothing is typed at step “${step.title}”.` });
  const parsed = step.input.safeParse(input);
  if (!parsed.success) throw new AppError("bad_input", { fields: fieldsOf(parsed.error) });
  const context = await loadSetup(setup, ctx, subject);
  if (!inAnyOrder) requireTurn(setup, context, stepId);
  await Promise.resolve(step.verify?.(ctx, context, parsed.data)).catch((error: unknown) => {
    throw explainFailure(setup, error);
  });

  return db().$transaction(async (tx) => {
    const kept = step.save ? await step.save(tx, ctx, context, parsed.data) : (parsed.data as Json);
    const data = { input: (kept as Prisma.InputJsonValue | null) ?? Prisma.DbNull, visitedAt: ctx.now() };
    const next = await touchStep(tx, ctx, { subject, stepId, version }, data);
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: "setup.step_saved",
      object: subject,
      before: { stepId, input: step.value?.(context) ?? context.records[stepId]?.input ?? null },
      after: { stepId, input: parsed.data },
    });
    return { version: next };
  });
}
