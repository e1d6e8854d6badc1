import { afterAll, beforeAll, expect } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { closeSender } from "#lib/jobs/queue.ts";
import { getSetupView } from "#lib/setup/reads.ts";
import { runSetup } from "#lib/setup/run-setup.ts";
import type { SetupView, StepView } from "#lib/setup/schema.ts";
import { cxoneHandover } from "./cxone-handover.ts";
import { startTestTenant, type TestTenant } from "./start-test-tenant.ts";

/** Ana, an admin, in whose name tests act. */
export const ana = testCtx("admin", { id: "usr_ana", name: "Ana" });

/** A database and a simulated CXone for the tests of a file. */
export function withTestTenant({ skillListLagSeconds }: { skillListLagSeconds: number }) {
  const database = withTestDatabase();
  let started: TestTenant | undefined;
  beforeAll(async () => {
    started = await startTestTenant(ana);
    await started.control("switches", { skillListLagSeconds });
  });
  afterAll(async () => {
    await closeSender();
    await closeEgress();
    await started?.close();
  });
  const tenant = (): TestTenant => {
    if (!started) throw new Error("The tenant starts before the first test");
    return started;
  };
  const view = (id: string): Promise<SetupView> => getSetupView(cxoneHandover, ana, subjectOf(id));
  return {
    databaseUrl: database.url,
    tenant,
    view,
    client: (): Promise<CxoneClient> => clientFor(tenant().connectionId),
    run: (runId: string) => runSetup(cxoneHandover, runId, { retryDelayMs: 1 }),
    stepOf: async (id: string, stepId: string): Promise<StepView | undefined> =>
      (await view(id)).steps.find((step) => step.id === stepId),
  };
}

type Refusal = { code: string; options: { detail?: string; title?: string; fields?: object } };

/** What an attempt was refused with; a test fails when it was not. */
export const refusal = (attempt: Promise<unknown>): Promise<Refusal> =>
  attempt.then(
    () => expect.fail("it should have been refused"),
    (error: unknown) => error as Refusal,
  );
