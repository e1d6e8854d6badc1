import { testCtx } from "#lib/auth/test-ctx.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { cxoneHandover } from "#lib/handover/cxone-setup/cxone-handover.ts";
import { startTestTenant } from "#lib/handover/cxone-setup/start-test-tenant.ts";
import { type Walk, walkToReview } from "#lib/handover/cxone-setup/walk-set-up.ts";
import { closeSender } from "#lib/jobs/queue.ts";
import { runSetup } from "#lib/setup/run-setup.ts";
import { startRun } from "#lib/setup/start-run.ts";
import { serveProgram } from "../program.ts";

/** A tenant in the sandbox, and handovers that are planned and applied there, their calls counted. */
const admin = testCtx("admin");
const tenant = await startTestTenant(admin);

/** `GET skills`: what was called, without hosts and ids. */
async function callsSince(start: number): Promise<string[]> {
  const calls = (await tenant.requests()).slice(start);
  return calls.map(({ method, path }) => `${method} ${path}`);
}

async function planAndApply(walk: Walk): Promise<void> {
  const { id: planId } = await walk.plan();
  const { id } = await startRun(cxoneHandover, admin, { subject: walk.subject, planId });
  const outcome = await runSetup(cxoneHandover, id);
  if (outcome !== "done") throw new Error(`The run ended as ${outcome}`);
}

serveProgram(
  {},
  {
    /** The calls of plan and apply of a whole handover, checks at its end included. */
    whole: async (name: string) => {
      const walk = await walkToReview(admin, tenant, name);
      const start = (await tenant.requests()).length;
      await planAndApply(walk);
      return callsSince(start);
    },
    end: async () => {
      await closeSender();
      await closeEgress();
      await tenant.close();
    },
  },
);
