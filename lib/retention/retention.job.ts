import "server-only";
import { pool } from "#lib/db/client.ts";
import type { JobHandler } from "#lib/jobs/worker.ts";
import { log } from "#lib/log.ts";
import { clearLogs } from "./clear-logs.ts";

/** Every hour: what the logs are not to keep any longer is cleared away. */
export const retentionJob: JobHandler = {
  name: "retention",
  cron: "17 * * * *",
  run: async () => {
    const cleared = await clearLogs(pool(), new Date());
    if (Object.values(cleared).some((count) => count > 0)) log.info(cleared, "retention: old rows cleared");
  },
};
