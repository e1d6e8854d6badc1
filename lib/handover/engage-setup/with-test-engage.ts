import { afterAll, beforeAll } from "vitest";
import { closeEgress } from "#lib/connections/egress.ts";
import { clientForEngage } from "#lib/connections/engage-client-for.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import type { EngageClient } from "#lib/engage/client.ts";
import { ana, refusal } from "#lib/handover/cxone-setup/with-test-tenant.ts";
import { subjectOf } from "#lib/handover/subject.ts";
import { closeSender } from "#lib/jobs/queue.ts";
import { getSetupView } from "#lib/setup/reads.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import { runSetup } from "#lib/setup/run-setup.ts";
import type { CheckView, SetupView, StepView } from "#lib/setup/schema.ts";
import { engageHandover } from "./engage-handover.ts";
import { startTestEngage, type TestEngage } from "./start-test-engage.ts";

export { ana, refusal };

/** A database, a simulated Engage and our bridge for the tests of a file. */
export function withTestEngage() {
  const database = withTestDatabase();
  let started: TestEngage | undefined;
  beforeAll(async () => {
    started = await startTestEngage(ana);
  });
  afterAll(async () => {
    await closeSender();
    await closeEgress();
    await started?.close();
  });
  const account = (): TestEngage => {
    if (!started) throw new Error("The account starts before the first test");
    return started;
  };
  const view = (id: string): Promise<SetupView> => getSetupView(engageHandover, ana, subjectOf(id));
  return {
    databaseUrl: database.url,
    account,
    view,
    client: (): Promise<EngageClient> => clientForEngage(account().connectionId),
    run: (runId: string) => runSetup(engageHandover, runId, { retryDelayMs: 1 }),
    stepOf: async (id: string, stepId: string): Promise<StepView | undefined> =>
      (await view(id)).steps.find((step) => step.id === stepId),
    /** One check of a handover, run now. */
    check: async (id: string, checkId: string): Promise<CheckView | undefined> => {
      const stepId = checkId.split(".", 1)[0] ?? "";
      const views = await runChecks(engageHandover, ana, { subject: subjectOf(id), stepIds: [stepId] });
      return views.find((one) => one.id === checkId);
    },
  };
}
