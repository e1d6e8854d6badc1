import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { checkWaiting } from "./check-waiting.ts";

/**
 * A domain that was verified or given up, and a mail server that sends or does not, is what a step of the channels that use
 * it waits for: their homes say it at once.
 */
export async function tellChannels(ctx: Ctx, used: { domainId: string } | { smtpId: string }): Promise<void> {
  const channels = await db().emailChannel.findMany({
    where: { ...used, state: { not: "removed" } },
    select: { id: true },
  });
  await checkWaiting(
    ctx,
    channels.map(({ id }) => id),
    "domainId" in used ? "domain" : "sending",
  );
}
