import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { SetupDrift } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import type { SetupDefinition } from "./definition.ts";
import { loadSetup } from "./load-setup.ts";
import { tellAboutDrift } from "./look-for-drift.ts";
import type { SetupBase } from "./step.ts";

type Key = { subject: string; lineId: string; field: string };

/** Leaves a difference alone, with a reason, until the other side changes again; plans leave it alone as well. */
export async function ignoreDrift<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  { subject, lineId, field, reason }: Key & { reason: string },
): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const drift = await requireDrift({ subject, lineId, field });
  const context = await loadSetup(setup, ctx, subject);
  await db().$transaction(async (tx) => {
    await tx.setupDrift.update({
      where: { subject_lineId_field: { subject, lineId, field } },
      data: { ignoredBy: ctx.actor.name, ignoredAt: ctx.now(), ignoredReason: reason },
    });
    await settleDrift(tx, setup, context, ctx.now());
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: "setup.drift_ignored",
      object: subject,
      after: { lineId, field, found: drift.found, reason },
    });
  });
}

/** The difference of that key; throws `not_found` when it is gone. */
export async function requireDrift({ subject, lineId, field }: Key): Promise<SetupDrift> {
  const row = await db().setupDrift.findUnique({
    where: { subject_lineId_field: { subject, lineId, field } },
  });
  if (row) return row;
  throw new AppError("not_found", {
    detail: "This difference is not there any more.",
    fix: "Reload the page.",
  });
}

/** Tells by notice and look what is left of the drift of a subject after somebody decided about a part of it. */
export async function settleDrift<C extends SetupBase>(
  tx: Tx,
  setup: SetupDefinition<C>,
  context: C,
  now: Date,
): Promise<void> {
  const { subject } = context;
  const open = await tx.setupDrift.findMany({ where: { subject, ignoredAt: null } });
  const page = setup.page?.(subject) ?? "/overview";
  await tellAboutDrift(tx, { subject, title: setup.title(context), page, open, now });
  await tx.setupLook.updateMany({
    where: { subject, outcome: { in: ["clean", "drifted"] } },
    data: { outcome: open.length > 0 ? "drifted" : "clean" },
  });
}
