import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { newSecret } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { loadSetup, requireTurn } from "#lib/setup/load-setup.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import { endByocOverlap } from "./byoc-secret/retire-byoc-secret.ts";
import { cxoneHandover } from "./cxone-setup/cxone-handover.ts";
import { BYOC_SECRET_LENGTH } from "./schema.ts";
import { subjectOf } from "./subject.ts";
import { writeProvider } from "./write-provider.ts";

/**
 * Makes the client secret of the Bring Your Own Channel integration, or keeps the one given (H-22, H-38). A made one is
 * in the answer, this once; nobody can read it again. Tokens issued for the old one end at once.
 */
export async function setByocSecret(
  ctx: Ctx,
  id: string,
  input: { secret?: string | undefined },
): Promise<{ secret: string | null }> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = subjectOf(id);
  const context = await loadSetup(cxoneHandover, ctx, subject);
  requireTurn(cxoneHandover, context, "byoc");
  const secret = input.secret ?? newSecret(BYOC_SECRET_LENGTH);
  await db().$transaction(async (tx) => {
    const fingerprint = await putSecret(tx, subject, "byocClientSecret", secret, { now: ctx.now() });
    await tx.bridgeToken.deleteMany({ where: { providerId: id } });
    await endByocOverlap(tx, id);
    await writeProvider(tx, ctx, id, {});
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: input.secret === undefined ? "handover.byoc_secret_made" : "handover.byoc_secret_given",
      object: subject,
      before: { replaced: context.byocSecret.set },
      after: { secretFingerprint: fingerprint, shownOnce: input.secret === undefined },
    });
  });
  return { secret: input.secret === undefined ? secret : null };
}
