import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { updateWebhook } from "#lib/engage/webhooks.ts";
import { AppError } from "#lib/errors.ts";
import { newSecret } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { explainFailure } from "#lib/setup/explain-failure.ts";
import { loadSetup } from "#lib/setup/load-setup.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { moveSecret, putSecret, readSecret } from "#lib/vault/secrets.ts";
import { subjectOf } from "../subject.ts";
import { writeProvider } from "../write-provider.ts";
import { engageHandover } from "./engage-handover.ts";
import type { ReplaceWebhookSecret } from "./schema.ts";
import { findWebhook } from "./webhook-lines.ts";

const FIELD = "engageWebhookSecret";
const SECRET_LENGTH = 64;
/** Deliveries that were on their way, and what Engage repeats of them, carry the older one. */
const OVERLAP_MS = 24 * 3_600_000;

/**
 * Replaces the secret of the webhook on both sides (E-54). The bridge takes both before Engage is told, so its validation
 * and what is on its way get through; the older one ends after a day. When Engage refuses, all is as it was.
 */
export async function replaceWebhookSecret(ctx: Ctx, id: string, input: ReplaceWebhookSecret): Promise<void> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = subjectOf(id);
  const context = await loadSetup(engageHandover, ctx, subject);
  const before = await readSecret(db(), subject, FIELD);
  const webhook = await findWebhook(context).catch((error: unknown) => {
    throw explainFailure(engageHandover, error);
  });
  if (before === undefined || !webhook) {
    throw new AppError("not_found", {
      detail: "There is no webhook of this handover in Engage yet.",
      fix: "Finish step Webhook and apply the plan.",
    });
  }
  const secret = input.secret || newSecret(SECRET_LENGTH);
  const now = ctx.now();
  const tell = (tx: Tx) => writeProvider(tx, ctx, id, {}).then(() => notify(tx, `setup:${subject}`));
  const fingerprint = await db().$transaction(async (tx) => {
    await moveSecret(tx, subject, FIELD, previousOf(FIELD));
    await tx.secret.updateMany({
      where: { subject, field: previousOf(FIELD) },
      data: { expiresAt: new Date(now.getTime() + OVERLAP_MS), neverExpires: false },
    });
    const made = await putSecret(tx, subject, FIELD, secret, { now });
    await tell(tx);
    return made;
  });
  try {
    await updateWebhook(await context.engage(), webhook.id, { secret, active: true });
  } catch (error) {
    await db().$transaction(async (tx) => {
      await tx.secret.deleteMany({ where: { subject, field: previousOf(FIELD) } });
      await putSecret(tx, subject, FIELD, before, { now });
      await tell(tx);
    });
    throw explainFailure(engageHandover, error);
  }
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "handover.engage_secret_replaced",
      object: subject,
      after: { secretFingerprint: fingerprint, made: input.secret === "" },
    }),
  );
}
