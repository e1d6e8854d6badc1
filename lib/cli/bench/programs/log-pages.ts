import { systemCtx } from "#lib/auth/ctx.ts";
import { listRequests } from "#lib/request-log/reads.ts";
import { requestQuerySchema } from "#lib/request-log/schema.ts";
import { serveProgram } from "../program.ts";

/** The read behind the request log's page, in a process of its own with one database; times in milliseconds. */
const ctx = systemCtx("bench");

async function time(query: Record<string, string>): Promise<number> {
  const parsed = requestQuerySchema.parse(query);
  const startedAt = performance.now();
  await listRequests(ctx, parsed);
  return performance.now() - startedAt;
}

serveProgram(
  {},
  {
    /** The 95th percentile of these questions, one after the other. */
    p95: async (queries: Record<string, string>[]) => {
      const times: number[] = [];
      for (const query of queries) times.push(await time(query));
      times.sort((a, b) => a - b);
      return times[Math.min(times.length - 1, Math.floor(times.length * 0.95))];
    },
  },
);
