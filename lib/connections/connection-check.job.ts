import "server-only";
import { createHash } from "node:crypto";
import { jobCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { sendJob } from "#lib/jobs/queue.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { originsOf } from "./kinds.ts";
import { runStoredChecks } from "./recheck-connection.ts";
import { retireDueCredentials } from "./retire-credential.ts";
import { CHECK_EVERY_MS } from "./state.ts";
import { loadConnection } from "./stored-connection.ts";
import { listUpstream } from "./upstream-reads.ts";

const SPREAD_SECONDS = 240;
/** Somebody has just looked: asking again would only cost the vendor. */
const FRESH_MS = CHECK_EVERY_MS / 2;
const KEEP_TALLIES_MS = 8 * 86_400_000;

/** Every five minutes each connection is checked, spread over four of them, so that health does not depend on traffic. */
const sweep: JobHandler = {
  name: "connections.sweep",
  cron: "*/5 * * * *",
  run: async () => {
    const now = new Date();
    const connections = await db().connection.findMany({ where: { pausedAt: null }, select: { id: true } });
    for (const { id } of connections) {
      const startAfterSeconds = spreadOf(id);
      await db().$transaction((tx) => sendJob(tx, "connection.check", { id }, { startAfterSeconds }));
    }
    await db().upstreamState.deleteMany({ where: { expiresAt: { lt: now } } });
    await db().callTally.deleteMany({ where: { bucket: { lt: new Date(now.getTime() - KEEP_TALLIES_MS) } } });
    await retireDueCredentials(jobCtx("connections.sweep", newId("req")));
  },
};

/** The same second of each sweep for a connection: their checks stay apart and each comes every five minutes. */
export const spreadOf = (id: string): number =>
  createHash("sha256").update(id).digest().readUInt32BE(0) % SPREAD_SECONDS;

const check: JobHandler = {
  name: "connection.check",
  run: async ({ id }) => {
    if (typeof id === "string") await checkOnSchedule(id, new Date());
  },
};

/**
 * Checks one connection unless it is gone, paused, was looked at just now, or the vendor has asked us to wait. Reads only.
 * Gives whether it ran.
 */
export async function checkOnSchedule(id: string, now: Date): Promise<boolean> {
  const connection = await loadConnection(id).catch(() => null);
  if (!connection || connection.pausedAt) return false;
  if (connection.lastCheckAt && now.getTime() - connection.lastCheckAt.getTime() < FRESH_MS) return false;
  const upstream = await listUpstream(originsOf(connection), now);
  if (upstream.some(({ until }) => until !== null)) return false;
  try {
    await runStoredChecks({ ...jobCtx("connection.check", newId("req")), now: () => new Date() }, id);
  } catch (error) {
    log.warn({ connectionId: id, error: (error as Error).message }, "connection check: did not run");
    return false;
  }
  return true;
}

export const connectionJobs: readonly JobHandler[] = [sweep, check];
