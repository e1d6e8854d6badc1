import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { expiryColumns } from "#lib/vault/secrets.ts";
import type { SetExpiry } from "./schema.ts";

/** Says when a kept secret runs out, or that it never does. Reminders of another date are taken back. Throws `not_found`. */
export async function setExpiry(
  ctx: Ctx,
  { subject, field, expiry }: SetExpiry,
): Promise<{ expiry: string }> {
  requireRole(ctx, "admin");
  const columns = expiryColumns(expiry === "never" ? "never" : new Date(`${expiry}T00:00:00Z`));
  await db().$transaction(async (tx) => {
    const where = { subject_field: { subject, field } };
    const before = await tx.secret.findUnique({ where, omit: { ciphertext: true } });
    if (!before) throw new AppError("not_found", { detail: "There is no such secret any more." });
    await tx.secret.update({ where, data: columns });
    await resolveNoticesOf(tx, `expiry:secret:${subject}/${field}:`, ctx.now());
    const { expiresAt, neverExpires } = before;
    await writeAudit(tx, ctx, {
      action: "secret.expiry_set",
      object: subject,
      before: { field, expiresAt, neverExpires },
      after: { field, ...columns },
    });
  });
  return { expiry };
}
