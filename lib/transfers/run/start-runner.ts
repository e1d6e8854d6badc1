import "server-only";
import type pg from "pg";
import { type DueTable, startDueTable } from "#lib/jobs/due-table.ts";
import type { Listener } from "#lib/live/listen.ts";
import { createTeller } from "#lib/live/tell.ts";
import { TRANSFERS, TRANSFERS_TOPIC, transferTopic } from "./insert-run.ts";
import { lookAtRun, type RunnerParts } from "./look-at-run.ts";
import { loadRuns, type OpenRun } from "./open-run.ts";

export type RunnerOptions = Pick<RunnerParts, "voiceFor" | "at"> & {
  pool: pg.Pool;
  listener?: Listener;
  now?: () => Date;
  concurrency?: number;
  leaseMs?: number;
  sleepMs?: number;
};

/** Carries out the transfers that are under way, together with all other processes that do. */
export function startTransferRunner(options: RunnerOptions): DueTable {
  const { pool, listener, voiceFor, at, now = () => new Date(), ...due } = options;
  const teller = createTeller(pool);
  const tell = (id: string) => teller.tell([TRANSFERS_TOPIC, transferTopic(id)]);
  const table = startDueTable<OpenRun>({
    ...due,
    pool,
    queue: TRANSFERS,
    listener,
    load: (ids) => loadRuns(pool, ids),
    look: (item, run) => lookAtRun({ pool, voiceFor, now, tell, at }, item, run),
  });
  return {
    wake: table.wake,
    stop: async () => {
      await table.stop();
      await teller.close();
    },
  };
}
