import "server-only";
import { type Ctx, jobCtx } from "#lib/auth/ctx.ts";
import { spreadOf } from "#lib/connections/connection-check.job.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { notify } from "#lib/live/notify.ts";
import { log } from "#lib/log.ts";
import { keepReports } from "./keep-reports.ts";
import { askTraffic, knownTraffic } from "./reads.ts";
import { TRAFFIC_TOPIC } from "./schema.ts";

/**
 * Looks what went last over each email channel of a tenant, and keeps it for the pages; reports among it that a mail came back
 * are kept as bounces of the channel. The first question that is not answered ends the look: a tenant that is away is not asked
 * once per channel. Gives how many channels answered.
 */
export async function lookForTraffic(ctx: Ctx, connectionId: string): Promise<number> {
  const channels = await db().emailChannel.findMany({
    where: { connectionId, channelId: { not: null }, connection: { pausedAt: null } },
    orderBy: { id: "asc" },
    select: { id: true, channelId: true },
  });
  const asked = channels.map(({ id, channelId }) => ({ id, connectionId, channelId: channelId ?? "" }));
  const before = await knownTraffic(asked, ctx.now());
  let answered = 0;
  for (const channel of asked) {
    const known = before.get(channel.channelId);
    const look = await askTraffic(ctx, channel, known, (reports) => keepReports(channel, reports)).catch(
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        log.warn({ connectionId, error: error.message }, "email: no look at the mail of its channels");
        return null;
      },
    );
    if (!look || look.stale) break;
    answered += 1;
  }
  if (channels.length > 0) await db().$transaction((tx) => notify(tx, TRAFFIC_TOPIC));
  return answered;
}

/** Every five minutes, each tenant at its own second of them. */
const sweep: JobHandler = {
  name: "email-traffic.sweep",
  cron: "*/5 * * * *",
  run: async () => {
    const rows = await db().emailChannel.groupBy({
      by: ["connectionId"],
      where: { channelId: { not: null } },
    });
    for (const { connectionId } of rows) {
      const startAfterSeconds = spreadOf(connectionId);
      await db().$transaction((tx) =>
        sendJob(
          tx,
          "email-traffic.look",
          { connectionId },
          { startAfterSeconds, singletonKey: connectionId },
        ),
      );
    }
  },
};

const look: JobHandler = {
  name: "email-traffic.look",
  run: async ({ connectionId }) => {
    if (typeof connectionId === "string")
      await lookForTraffic(jobCtx("email-traffic.look", newId("req")), connectionId);
  },
};

export const trafficJobs: readonly JobHandler[] = [sweep, look];
