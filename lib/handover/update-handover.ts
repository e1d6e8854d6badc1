import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { checkHandover } from "./check-handover.ts";
import { getHandover } from "./reads.ts";
import type { HandoverView, UpdateHandoverInput } from "./schema.ts";
import { subjectOf } from "./subject.ts";
import { requireNameFree, writeProvider } from "./write-provider.ts";

/**
 * Renames, pauses or resumes a handover. A new name reaches the contact centre with the next apply. A paused one refuses new requests
 * for a person with the cancel message; conversations with agents go on to their end. Resuming runs the checks first.
 * Throws `conflict` when somebody changed it since `version` or checks fail, `name_taken`.
 */
export async function updateHandover(
  ctx: Ctx,
  id: string,
  { version, name, state, anyway }: UpdateHandoverInput,
): Promise<HandoverView> {
  requireRole(ctx, "admin", "operator");
  if (name !== undefined) await requireNameFree(db(), name, id);
  if (state === "live" && !anyway) await requireHealth(ctx, id);
  await db().$transaction(async (tx) => {
    const before = await tx.handoverProvider.findUnique({ where: { id } });
    if (!before) throw new AppError("not_found", { detail: "There is no such handover." });
    if (state !== undefined && (!before.liveSince || before.state === "removing")) {
      throw new AppError("conflict", {
        title: "The handover is not live yet",
        fix: "Finish the set-up and apply it first.",
      });
    }
    // The loser of two changes locks 0 rows.
    const { count } = await tx.handoverProvider.updateMany({
      where: { id, version },
      data: { updatedAt: ctx.now() },
    });
    if (count === 0) throw await changedMeanwhile(subjectOf(id));
    await writeProvider(tx, ctx, id, { ...(name ? { name } : {}), ...(state ? { state } : {}) });
    await writeAudit(tx, ctx, {
      action: state ? (state === "paused" ? "handover.paused" : "handover.resumed") : "handover.updated",
      object: subjectOf(id),
      before: { name: before.name, state: before.state },
      after: { name: name ?? before.name, state: state ?? before.state },
    });
  });
  return getHandover(ctx, id);
}

/** Throws when a check fails that would fail visitors as well. */
async function requireHealth(ctx: Ctx, id: string): Promise<void> {
  const failed = (await checkHandover(ctx, id)).filter((check) => check.state === "failed");
  const [first] = failed;
  if (!first) return;
  throw new AppError("conflict", {
    title: failed.length === 1 ? "A check fails" : `${failed.length} checks fail`,
    detail: failed.map(({ title, message }) => `${title}: ${message}`).join(" "),
    fix: "Mend what they say, or resume anyway.",
  });
}
