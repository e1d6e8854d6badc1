import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { forgetSecrets } from "#lib/vault/secrets.ts";
import { endByocOverlap } from "./byoc-secret/retire-byoc-secret.ts";
import { SYSTEM_NAMES } from "./mapping.ts";
import { revokeBridgeTokens } from "./relay/revoke-bridge-tokens.ts";
import type { HandoverKind } from "./schema.ts";
import { subjectOf } from "./subject.ts";
import { HANDOVERS_TOPIC, writeProvider } from "./write-provider.ts";

/**
 * Forgets a handover that has nothing in its contact centre. One that has conversations stays as removed, so that they can still be
 * read; its secrets and tokens go. Throws `in_use` while that has something of it: that is removed by a teardown.
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
        detail: `${SYSTEM_NAMES[row.kind as HandoverKind]} still has what this handover made: ${names}.`,
        fix: "Tear the handover down first.",
      });
    }
    for (const table of [tx.checkResult, tx.managedObject, tx.setupDrift, tx.setupLook]) {
      await (table as typeof tx.setupLook).deleteMany({ where: { subject } });
    }
    await revokeBridgeTokens(tx, id);
    await endByocOverlap(tx, id);
    await forgetSecrets(tx, subject);
    await resolveNoticesOf(tx, `${subject}:`, ctx.now());
    const kept = conversations > 0;
    if (kept) await writeProvider(tx, ctx, id, { state: "removed" });
    else {
      await tx.setupStep.deleteMany({ where: { subject } });
      await tx.setupLeftover.deleteMany({ where: { subject } });
      await tx.handoverProvider.delete({ where: { id } });
    }
    await notify(tx, HANDOVERS_TOPIC);
    await writeAudit(tx, ctx, {
      action: kept ? "handover.removed" : "handover.deleted",
      object: subject,
      before: { name: row.name, state: row.state },
      ...(kept ? { after: { name: row.name, state: "removed", conversations } } : {}),
    });
  });
}
