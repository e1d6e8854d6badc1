import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { checkWaiting } from "../channels/check-waiting.ts";

/** A round trip that arrived is what step Test of its channel waits for. */
export async function tellChannel(
  ctx: Ctx,
  mail: { purpose: string; channelId: string | null },
): Promise<void> {
  if (mail.channelId && mail.purpose === "round_trip") await checkWaiting(ctx, [mail.channelId], "test");
}

/** Whether their mail server sends is what step Sending of these channels shows: their homes say it at once. */
export async function tellSenders(ctx: Ctx, smtpId: string): Promise<void> {
  const channels = await db().emailChannel.findMany({
    where: { smtpId, state: { not: "removed" } },
    select: { id: true },
  });
  await checkWaiting(
    ctx,
    channels.map(({ id }) => id),
    "sending",
  );
}
