import "server-only";
import { setupResumeJob, setupRunJob } from "#lib/setup/setup-run.job.ts";
import { definitionOfSubject } from "./definition-of.ts";

/** The jobs that carry out set-ups of handovers and take up those whose process was killed. */
export const handoverSetupJobs = [setupRunJob(definitionOfSubject), setupResumeJob] as const;
