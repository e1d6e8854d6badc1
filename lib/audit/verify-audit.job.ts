import "server-only";
import { jobCtx } from "#lib/auth/ctx.ts";
import { newId } from "#lib/ids.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { verifyAudit } from "./verify-audit.ts";

/** Within the time that the queue gives a job. */
const MAX_WAIT_MS = 240_000;

/** Every six hours the chain is walked, so that damage is found before anybody looks for it. */
export const verifyAuditJob: JobHandler = {
  name: "audit.verify",
  cron: "7 */6 * * *",
  run: async () => {
    const { verdict } = await verifyAudit(jobCtx("audit.verify", newId("req")), MAX_WAIT_MS);
    if (verdict && !verdict.ok)
      log.error({ damages: verdict.damages.map((d) => d.problem) }, "the audit log is damaged");
  },
};
