import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { previousOf } from "#lib/vault/schema.ts";
import { readSecret, viewSecrets } from "#lib/vault/secrets.ts";
import type { ByocSecretView } from "./schema.ts";

export const BYOC_FIELD = "byocClientSecret";
const PREVIOUS = previousOf(BYOC_FIELD);

/** How the rotation of a handover's client secret stands; throws `not_found`. */
export async function getByocSecret(ctx: Ctx, id: string): Promise<ByocSecretView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const subject = `handover:${id}`;
  const [handover, secrets, overlap] = await Promise.all([
    db().handoverProvider.findUnique({ where: { id } }),
    viewSecrets(db(), subject, [BYOC_FIELD, PREVIOUS]),
    db().credentialOverlap.findUnique({ where: { subject_kind: { subject, kind: BYOC_FIELD } } }),
  ]);
  if (handover?.kind !== "cxone") {
    throw new AppError("not_found", { detail: "There is no such handover, or none with a channel secret." });
  }
  return {
    handover: { id, name: handover.name },
    clientId: handover.byocClientId,
    current: secrets[BYOC_FIELD],
    previous: overlap && {
      secret: secrets[PREVIOUS],
      startedAt: overlap.startedAt.toISOString(),
      startedBy: overlap.startedBy,
      retireAt: overlap.retireAt?.toISOString() ?? null,
      newUsedAt: overlap.newUsedAt?.toISOString() ?? null,
      oldUsedAt: overlap.oldUsedAt?.toISOString() ?? null,
    },
  };
}

/** Both secrets in plain text, for the bridge to compare with. */
export async function readByocSecrets(
  id: string,
): Promise<{ current: string | undefined; previous: string | undefined }> {
  const subject = `handover:${id}`;
  const [current, previous] = await Promise.all([
    readSecret(db(), subject, BYOC_FIELD),
    readSecret(db(), subject, PREVIOUS),
  ]);
  return { current, previous };
}
