import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import type { SetupDefinition } from "./definition.ts";
import { loadSetup } from "./load-setup.ts";
import type { SetupBase } from "./step.ts";

/** A person says that something a teardown left was removed by hand, or takes that back. Throws `not_found`. */
export async function tickLeftover<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  { subject, itemId, done }: { subject: string; itemId: string; done: boolean },
): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const context = await loadSetup(setup, ctx, subject);
  const item = setup.steps
    .flatMap((step) => [...(step.byHand?.(context) ?? [])])
    .find(({ id }) => id === itemId);
  if (!item)
    throw new AppError("not_found", { detail: "Nothing of that name is left to be removed by hand." });
  await writeLeftover(ctx, { subject, itemId, text: item.text, done });
}

/** Keeps a tick, or takes it back; for those who have checked the role and that there is such an item. */
export async function writeLeftover(
  ctx: Ctx,
  { subject, itemId, text, done }: { subject: string; itemId: string; text: string; done: boolean },
): Promise<void> {
  await db().$transaction(async (tx) => {
    const row = { doneBy: ctx.actor.name, doneAt: ctx.now() };
    if (done) {
      await tx.setupLeftover.upsert({
        where: { subject_itemId: { subject, itemId } },
        create: { subject, itemId, ...row },
        update: {},
      });
    } else await tx.setupLeftover.deleteMany({ where: { subject, itemId } });
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: done ? "setup.leftover_removed" : "setup.leftover_reopened",
      object: subject,
      after: { itemId, text },
    });
  });
}
