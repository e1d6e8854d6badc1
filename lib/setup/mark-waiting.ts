import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import type { SetupDefinition } from "./definition.ts";
import { loadSetup, requireStep } from "./load-setup.ts";
import type { WaitingInput } from "./schema.ts";
import type { SetupBase } from "./step.ts";
import { markStep } from "./touch-step.ts";

/** Reminders of a day come when people begin to work. */
const REMIND_AT_UTC = "07:00:00.000";

/** Names the notice that reminds of a waiting step. */
export const reminderCause = (subject: string, stepId: string) => `${subject}:waiting:${stepId}`;

/** Notes that a step waits for somebody, for days if need be, or, with null, that it no longer does. */
export async function markWaiting<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  input: { subject: string; stepId: string } & WaitingInput,
): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const { subject, waitingFor } = input;
  const { id: stepId } = requireStep(setup, input.stepId);
  await loadSetup(setup, ctx, subject);
  await db().$transaction(async (tx) => {
    const remindAt = input.remindOn ? new Date(`${input.remindOn}T${REMIND_AT_UTC}Z`) : null;
    const waiting = { waitingFor, waitingSince: ctx.now(), waitingNote: input.note, remindAt };
    const none = { waitingFor: null, waitingSince: null, waitingNote: null, remindAt: null };
    await markStep(tx, ctx, { subject, stepId }, waitingFor === null ? none : waiting);
    await resolveNotice(tx, reminderCause(subject, stepId), ctx.now());
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: waitingFor === null ? "setup.waiting_ended" : "setup.waiting_started",
      object: subject,
      after: { stepId, waitingFor, note: input.note, remindOn: input.remindOn },
    });
  });
}
