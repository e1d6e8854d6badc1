import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { BOUNCED_TOPIC, type ReportInput } from "./schema.ts";

/**
 * Adds an address that bounced elsewhere: in CXone, or by a bounce message. Throws `name_taken` for one that is
 * listed, `bad_input` for a channel of another tenant.
 */
export async function reportBounced(ctx: Ctx, input: ReportInput): Promise<{ address: string }> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, address, detail } = input;
  await loadCxoneConnection(connectionId);
  const channel = input.channelId
    ? await db().emailChannel.findFirst({ where: { id: input.channelId, connectionId } })
    : null;
  if (input.channelId && !channel) {
    throw new AppError("bad_input", {
      fields: { channelId: "This channel does not exist, or belongs to another tenant." },
    });
  }
  const channelId = channel?.id ?? null;
  await db().$transaction(async (tx) => {
    const { count } = await tx.bouncedAddress.createMany({
      data: [{ connectionId, address, detail, channelId, reason: "reported", at: ctx.now() }],
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
      after: { reason: "reported", detail, ...(channel ? { channel: channel.name } : {}) },
    });
  });
  return { address };
}
