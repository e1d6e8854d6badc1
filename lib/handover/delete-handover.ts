import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { forgetSecrets } from "#lib/vault/secrets.ts";
import { subjectOf } from "./cxone-setup/cxone-handover.ts";
import { HANDOVERS_TOPIC } from "./write-provider.ts";

/**
 * Forgets a handover that has nothing in CXone and no conversations. Throws `in_use` otherwise: what was made there is
 * removed by a teardown, not forgotten.
 */
export async function deleteHandover(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = subjectOf(id);
  await db().$transaction(async (tx) => {
    const row = await tx.handoverProvider.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", { detail: "There is no such handover." });
    const [made, running, conversations] = await Promise.all([
      tx.managedObject.findMany({
        where: { subject, ownership: "created" },
        select: { kind: true, name: true },
      }),
      tx.setupRun.count({ where: { subject, state: { in: ["queued", "running"] } } }),
      tx.conversation.count({ where: { providerId: id } }),
    ]);
    if (running > 0) {
      throw new AppError("in_use", {
        detail: "A plan is being applied.",
        fix: "Wait until the run has ended.",
      });
    }
    if (made.length > 0) {
      const names = made.map((object) => `${object.kind} ${object.name}`).join(", ");
      throw new AppError("in_use", {
        detail: `CXone still has what this handover made: ${names}.`,
        fix: "Tear the handover down first.",
      });
    }
    if (conversations > 0) {
      throw new AppError("in_use", {
        detail: `It has ${conversations} conversations, which are kept.`,
        fix: "Leave it torn down: nothing reaches it any more.",
      });
    }
    await tx.setupStep.deleteMany({ where: { subject } });
    await tx.checkResult.deleteMany({ where: { subject } });
    await tx.managedObject.deleteMany({ where: { subject } });
    await tx.bridgeToken.deleteMany({ where: { providerId: id } });
    await forgetSecrets(tx, subject);
    await tx.handoverProvider.delete({ where: { id } });
    await notify(tx, HANDOVERS_TOPIC);
    await writeAudit(tx, ctx, { action: "handover.deleted", object: subject, before: { name: row.name } });
  });
}
