import "server-only";
import * as z from "zod";
import { db } from "#lib/db/client.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import type { SetupDefinition } from "./definition.ts";
import { resumeRuns } from "./resume-runs.ts";
import { runSetup } from "./run-setup.ts";

const jobData = z.object({ runId: z.string() });

/** The job that carries out runs. `find` gives the set-up that a subject goes through. */
export function setupRunJob(find: (subject: string) => Promise<SetupDefinition>): JobHandler {
  return {
    name: "setup.run",
    run: async (data) => {
      const { runId } = jobData.parse(data);
      const run = await db().setupRun.findUnique({ where: { id: runId }, select: { subject: true } });
      if (!run) return log.warn({ runId }, "setup.run: no such run");
      const outcome = await runSetup(await find(run.subject), runId);
      log.info({ runId, outcome }, "setup.run ended");
    },
  };
}

/** Every minute: takes up runs whose process was killed. */
export const setupResumeJob: JobHandler = {
  name: "setup.resume",
  cron: "* * * * *",
  run: async () => {
    const resumed = await resumeRuns();
    if (resumed.length > 0) log.info({ resumed }, "set-up runs taken up again");
  },
};
