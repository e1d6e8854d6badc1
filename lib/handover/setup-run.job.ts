import "server-only";
import type { SetupDefinition } from "#lib/setup/definition.ts";
import { setupResumeJob, setupRunJob } from "#lib/setup/setup-run.job.ts";
import { cxoneHandover } from "./cxone-setup/cxone-handover.ts";

/** The jobs that carry out set-ups of handovers and take up those whose process was killed. */
export const handoverSetupJobs = [setupRunJob([cxoneHandover as SetupDefinition]), setupResumeJob] as const;
