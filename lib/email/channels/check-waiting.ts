import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { log } from "#lib/log.ts";
import { checkEmailChannel } from "./check-channel.ts";

/**
 * What a step of these channels waited for has come: its checks run at once, and a channel whose last step it was goes live
 * though nobody looks. A check that cannot run now changes nothing of what has come.
 */
export async function checkWaiting(ctx: Ctx, channels: readonly string[], stepId: string): Promise<void> {
  for (const id of channels) {
    try {
      await checkEmailChannel(ctx, id, [stepId]);
    } catch (error) {
      log.warn({ err: error, channelId: id, stepId }, "email: a channel could not be checked");
    }
  }
}
