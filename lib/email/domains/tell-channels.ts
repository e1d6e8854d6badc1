import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { checkWaiting } from "../channels/check-waiting.ts";

/** A domain that was verified, or given up, is what step Domain of its channels waits for. */
export async function tellChannels(ctx: Ctx, domainId: string): Promise<void> {
  const channels = await db().emailChannel.findMany({
    where: { domainId, state: { not: "removed" } },
    select: { id: true },
  });
  await checkWaiting(
    ctx,
    channels.map(({ id }) => id),
    "domain",
  );
}
