import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { BOUNCED_TOPIC, type BouncedKey } from "./schema.ts";

/** Takes an address off the list: test mails may go to it again. CXone's own list stays as it is. Throws `not_found`. */
export async function removeBounced(ctx: Ctx, key: BouncedKey): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, address } = key;
  await db().$transaction(async (tx) => {
    const where = { connectionId_address: { connectionId, address } };
    const row = await tx.bouncedAddress.findUnique({ where });
    if (!row) throw new AppError("not_found", { detail: "This address is not on the list any more." });
    await tx.bouncedAddress.delete({ where });
    await notify(tx, BOUNCED_TOPIC);
    await writeAudit(tx, ctx, {
      action: "bounced_address.removed",
      object: `bounced-address:${connectionId}:${address}`,
      before: { reason: row.reason, detail: row.detail, at: row.at },
    });
  });
}
