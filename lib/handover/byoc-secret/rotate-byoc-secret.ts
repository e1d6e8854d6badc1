import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newSecret } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { moveSecret, putSecret } from "#lib/vault/secrets.ts";
import { BYOC_SECRET_LENGTH } from "../schema.ts";
import { BYOC_FIELD } from "./reads.ts";
import type { RotateByocSecret } from "./schema.ts";

/**
 * A new client secret of the Bring Your Own Channel integration (H-22, H-38) beside the one CXone holds: the bridge takes
 * both until CXone has used the new one and the old one is retired. A made one is in the answer, this once. Again before
 * CXone has used it, it takes the place of the unused one. Throws `in_use` when the previous one has yet to be retired.
 */
export async function rotateByocSecret(
  ctx: Ctx,
  id: string,
  input: RotateByocSecret,
): Promise<{ secret: string | null }> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = `handover:${id}`;
  const now = ctx.now();
  const secret = input.secret ?? newSecret(BYOC_SECRET_LENGTH);
  await db().$transaction(async (tx) => {
    const held = await tx.secret.findUnique({ where: { subject_field: { subject, field: BYOC_FIELD } } });
    if (!held) {
      throw new AppError("not_found", {
        detail: "No client secret has been made for this handover yet.",
        fix: "Make the first one at step Bring Your Own Channel of its set-up.",
      });
    }
    const where = { subject_kind: { subject, kind: BYOC_FIELD } };
    const overlap = await tx.credentialOverlap.findUnique({ where });
    if (overlap?.newUsedAt) {
      throw new AppError("in_use", {
        detail: "Two secrets overlap already, and CXone uses the newer one.",
        fix: "Retire the previous one first.",
      });
    }
    // What CXone holds stays the previous one, however often an unused one is replaced.
    if (!overlap) await moveSecret(tx, subject, BYOC_FIELD, previousOf(BYOC_FIELD));
    const fingerprint = await putSecret(tx, subject, BYOC_FIELD, secret, { now });
    const retireAt = input.retireOn ? new Date(`${input.retireOn}T00:00:00Z`) : null;
    const started = { startedAt: now, startedBy: ctx.actor.name, retireAt };
    await tx.credentialOverlap.upsert({
      where,
      create: { subject, kind: BYOC_FIELD, ...started },
      update: started,
    });
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: "handover.byoc_secret_rotated",
      object: subject,
      before: { unusedReplaced: overlap !== null },
      after: { secretFingerprint: fingerprint, shownOnce: input.secret === undefined, retireAt },
    });
  });
  return { secret: input.secret === undefined ? secret : null };
}
