import "server-only";
import { db } from "#lib/db/client.ts";
import { sendJob } from "#lib/jobs/queue.ts";

/**
 * Sends the job again for every run that is not finished and that nobody works on: the process that had it was killed,
 * or its job was lost. The worker calls it when it starts and every minute. Returns the ids of those runs.
 */
export async function resumeRuns(): Promise<string[]> {
  const orphans = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM setup_run
    WHERE state IN ('queued', 'running')
      AND NOT EXISTS (
        SELECT 1 FROM pg_locks, LATERAL (SELECT hashtextextended('setup run ' || subject, 0) AS key) AS k
        WHERE locktype = 'advisory' AND granted AND objsubid = 1
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND classid = ((k.key >> 32) & 4294967295)::oid AND objid = (k.key & 4294967295)::oid)
    ORDER BY created_at`;
  for (const { id } of orphans) {
    await db().$transaction((tx) => sendJob(tx, "setup.run", { runId: id }, { singletonKey: id }));
  }
  return orphans.map(({ id }) => id);
}
