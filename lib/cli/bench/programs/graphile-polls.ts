import { Logger, type Runner, run, type WorkerUtils } from "graphile-worker";
import { pool } from "#lib/db/client.ts";
import { serveProgram } from "../program.ts";
import { Lateness } from "./lateness.ts";

/** graphile-worker at its best: a local queue, completions in batches, and each look asks for its next one in a batch. */
const lateness = new Lateness(0);
const BATCH_MS = 20;
let runner: Runner | undefined;
let waiting: { identifier: string; payload: { id: string }; runAt: Date }[] = [];

async function flush(addJobs: WorkerUtils["addJobs"]): Promise<void> {
  const batch = waiting;
  waiting = [];
  if (batch.length > 0) await addJobs(batch);
}

serveProgram(
  {},
  {
    begin: async ({ everyMs }: { everyMs: number }) => {
      lateness.begin(everyMs);
      let batch: Promise<void> | undefined;
      runner ??= await run({
        pgPool: pool(),
        taskList: {
          look: async (payload, { addJobs }) => {
            const { id } = payload as { id: string };
            const afterMs = lateness.saw(id);
            waiting.push({ identifier: "look", payload: { id }, runAt: new Date(Date.now() + afterMs) });
            // Done only when the next look is asked for: otherwise a crash forgets it.
            batch ??= new Promise<void>((resolve) => setTimeout(resolve, BATCH_MS)).then(() => {
              batch = undefined;
              return flush(addJobs);
            });
            await batch;
          },
        },
        preset: {
          worker: {
            concurrentJobs: 500,
            pollInterval: 100,
            localQueue: { size: 500 },
            completeJobBatchDelay: 20,
          },
        },
        noHandleSignals: true,
        logger: new Logger(() => () => {}),
      });
    },
    forget: () => lateness.forget(),
    report: () => lateness.report(),
    end: async () => {
      await runner?.stop();
      runner = undefined;
    },
  },
);
