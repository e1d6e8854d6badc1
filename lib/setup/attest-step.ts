import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import type { SetupDefinition } from "./definition.ts";
import { loadSetup, requireStep, requireTurn } from "./load-setup.ts";
import type { AttestInput } from "./schema.ts";
import type { SetupBase } from "./step.ts";
import { markStep } from "./touch-step.ts";

/** A person says that something no API can see has been done, or takes that back. */
export async function attestStep<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  input: { subject: string; stepId: string } & AttestInput,
): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const { subject, stepId } = input;
  const step = requireStep(setup, stepId);
  const context = await loadSetup(setup, ctx, subject);
  if (step.mode(context) !== "attested") {
    const detail = `Step “${step.title}” is checked by Patchbay; it is not ticked by hand.`;
    throw new AppError("bad_request", { detail });
  }
  requireTurn(setup, context, stepId);
  await db().$transaction(async (tx) => {
    await markStep(
      tx,
      ctx,
      { subject, stepId },
      input.attested
        ? {
            attestedBy: ctx.actor.name,
            attestedAt: ctx.now(),
            evidence: input.evidence,
            waitingFor: null,
            waitingSince: null,
            waitingNote: null,
            remindAt: null,
          }
        : { attestedBy: null, attestedAt: null, evidence: null },
    );
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: input.attested ? "setup.step_attested" : "setup.attestation_withdrawn",
      object: subject,
      after: { stepId, evidence: input.evidence },
    });
  });
}
