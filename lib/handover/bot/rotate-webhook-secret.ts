import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newSecret } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { putSecret, readSecret } from "#lib/vault/secrets.ts";
import { HANDOVERS_TOPIC } from "../write-provider.ts";
import type { RotateWebhookSecretInput } from "./schema.ts";

const SECRET_LENGTH = 48;
const HOUR_MS = 3_600_000;

/**
 * Makes the secret that signs calls to a webhook bot. It is in the answer, this once. The one before goes on signing
 * beside it for `overlapHours`, so that the receiver can be changed without a refused message in between.
 */
export async function rotateWebhookSecret(
  ctx: Ctx,
  id: string,
  { overlapHours }: RotateWebhookSecretInput,
): Promise<{ secret: string; beforeUntil: string | null }> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const subject = `handover:${id}`;
  const secret = newSecret(SECRET_LENGTH);
  const now = ctx.now();
  const beforeUntil = await db().$transaction(async (tx) => {
    // Two people who press it at once: the second waits, and keeps the first one's as the one before.
    const [row] = await tx.$queryRaw<object[]>`SELECT id FROM handover_provider WHERE id = ${id} FOR UPDATE`;
    if (!row) throw new AppError("not_found", { detail: "There is no such handover." });
    const before = await readSecret(tx, subject, "webhookSecret");
    const until = before && overlapHours > 0 ? new Date(now.getTime() + overlapHours * HOUR_MS) : null;
    await tx.secret.deleteMany({ where: { subject, field: "webhookSecretBefore" } });
    if (before && until) await putSecret(tx, subject, "webhookSecretBefore", before, { now, expiry: until });
    const fingerprint = await putSecret(tx, subject, "webhookSecret", secret, { now });
    await notify(tx, HANDOVERS_TOPIC);
    await notify(tx, `setup:${subject}`);
    await writeAudit(tx, ctx, {
      action: "handover.webhook_secret_made",
      object: subject,
      before: { replaced: before !== undefined },
      after: { secretFingerprint: fingerprint, shownOnce: true, overlapHours },
    });
    return until;
  });
  return { secret, beforeUntil: beforeUntil?.toISOString() ?? null };
}
