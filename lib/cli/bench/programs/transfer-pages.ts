import { systemCtx } from "#lib/auth/ctx.ts";
import { listTransfers } from "#lib/transfers/log/reads.ts";
import { transferQuerySchema } from "#lib/transfers/log/schema.ts";
import { serveProgram } from "../program.ts";

/** The read behind the log of transfers, in a process of its own with one database; times in milliseconds. */
const ctx = systemCtx("bench");

async function time(query: Record<string, string>): Promise<number> {
  const parsed = transferQuerySchema.parse(query);
  const startedAt = performance.now();
  await listTransfers(ctx, parsed);
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
