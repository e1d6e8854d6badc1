import "server-only";
import type { PgBoss } from "pg-boss";
import { log } from "#lib/log.ts";
import { createBoss, type JobName } from "./queue.ts";

export type JobHandler = {
  name: JobName;
  /** Five-field cron expression (UTC) when it runs by itself. */
  cron?: string;
  /** Must be idempotent: a job whose worker died runs again. */
  run(data: Record<string, unknown>): Promise<void>;
};

const RESTART_DELAY_MS = 1_000;

/**
 * Works the queues until `stop`. A database that is gone when the worker starts is waited for; one that goes later
 * is survived by pg-boss itself.
 */
export function startWorker(
  connectionString: string,
  handlers: readonly JobHandler[],
): { stop(): Promise<void> } {
  let boss: PgBoss | undefined;
  let stopped = false;
  const started = (async () => {
    while (!stopped) {
      try {
        boss = await begin(connectionString, handlers);
        return;
      } catch (error) {
        log.warn({ error: (error as Error).message }, "worker: waiting for the database");
        await new Promise((resolve) => setTimeout(resolve, RESTART_DELAY_MS));
      }
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await started;
      await boss?.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

async function begin(connectionString: string, handlers: readonly JobHandler[]): Promise<PgBoss> {
  const boss = createBoss(connectionString, "worker");
  await boss.start();
  for (const handler of handlers) {
    await boss.work<Record<string, unknown>>(
      handler.name,
      { pollingIntervalSeconds: 2, batchSize: 1 },
      async (jobs) => {
        for (const job of jobs) await handler.run(job.data ?? {});
      },
    );
    if (handler.cron) await boss.schedule(handler.name, handler.cron);
  }
  return boss;
}
