import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { checkWaiting } from "../channels/check-waiting.ts";

/** A round trip that arrived is what step Test of its channel waits for. */
export async function tellChannel(
  ctx: Ctx,
  mail: { purpose: string; channelId: string | null },
): Promise<void> {
  if (mail.channelId && mail.purpose === "round_trip") await checkWaiting(ctx, [mail.channelId], "test");
}
