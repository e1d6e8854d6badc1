import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import type { ReportInput } from "./schema.ts";

/** Told whenever the list of bounced addresses changed. */
export const BOUNCED_TOPIC = "bounced";

/** Adds an address that bounced elsewhere: in CXone, or by a bounce message. Throws `name_taken` for one that is listed. */
export async function reportBounced(ctx: Ctx, input: ReportInput): Promise<{ address: string }> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, address, detail } = input;
  await loadCxoneConnection(connectionId);
  await db().$transaction(async (tx) => {
    const { count } = await tx.bouncedAddress.createMany({
      data: [{ connectionId, address, detail, reason: "reported", at: ctx.now() }],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new AppError("name_taken", {
        title: "This address is listed already",
        fields: { address: "The list has this address already." },
      });
    }
    await notify(tx, BOUNCED_TOPIC);
    await writeAudit(tx, ctx, {
      action: "bounced_address.reported",
      object: `bounced-address:${connectionId}:${address}`,
      after: { reason: "reported", detail },
    });
  });
  return { address };
}
