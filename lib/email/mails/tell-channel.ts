import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { log } from "#lib/log.ts";
import { checkEmailChannel } from "../channels/check-channel.ts";

/**
 * A round trip that arrived is what step Test of its channel waits for: the check runs at once, and a channel whose last step
 * it was goes live though nobody looks. A check that cannot run changes nothing of the mail.
 */
export async function tellChannel(
  ctx: Ctx,
  mail: { id: string; purpose: string; channelId: string | null },
): Promise<void> {
  if (!mail.channelId || mail.purpose !== "round_trip") return;
  try {
    await checkEmailChannel(ctx, mail.channelId, ["test"]);
  } catch (error) {
    log.warn({ err: error, mailId: mail.id }, "mail: its channel could not be checked");
  }
}
