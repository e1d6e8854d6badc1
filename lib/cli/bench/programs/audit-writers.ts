import { createAuditAppender } from "#lib/audit/append-audit.ts";
import { chainHash } from "#lib/audit/chain.ts";
import { verifyChain } from "#lib/audit/verify-chain.ts";
import { systemCtx } from "#lib/auth/ctx.ts";
import { pool } from "#lib/db/client.ts";
import { serveProgram } from "../program.ts";

/** Appends audit rows with and without the chain of hashes, and verifies it. */
const ctx = systemCtx("bench");
const nothing = Buffer.alloc(32);
const appenders = {
  chained: createAuditAppender({ pool: pool(), hashOf: chainHash }),
  plain: createAuditAppender({ pool: pool(), hashOf: () => nothing }),
};

serveProgram(
  {},
  {
    /** Rows per second that so many callers append, each waiting for its own to be on disk. */
    append: async ({ how, callers, ms }: { how: keyof typeof appenders; callers: number; ms: number }) => {
      const startedAt = performance.now();
      let stored = 0;
      const caller = async () => {
        while (performance.now() - startedAt < ms) {
          const after = { name: `Support ${stored}`, attempts: 3, state: "open" };
          await appenders[how].append(ctx, {
            action: "thing.changed",
            object: `thing:${stored}`,
            before: { name: "Support" },
            after,
          });
          stored += 1;
        }
      };
      await Promise.all(Array.from({ length: callers }, caller));
      return (stored * 1000) / (performance.now() - startedAt);
    },
    /** Milliseconds for the whole chain; throws when it is not whole. */
    verify: async () => {
      const startedAt = performance.now();
      const verdict = await verifyChain({ anchors: [] });
      if (!verdict.ok) throw new Error(verdict.damages[0]?.problem);
      return performance.now() - startedAt;
    },
  },
);
