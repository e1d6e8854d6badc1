import { afterAll, afterEach, beforeEach } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { closeSender } from "#lib/jobs/queue.ts";
import { createPlan } from "./create-plan.ts";
import type { SetupDefinition } from "./definition.ts";
import { runSetup } from "./run-setup.ts";
import { saveStepInput } from "./save-step-input.ts";
import type { PlanView, RunView } from "./schema.ts";
import { startRun } from "./start-run.ts";
import { startTestVendor, type TestVendor, testSetup, type Wish } from "./start-test-vendor.ts";

export const ctxOf = (name: string, role: "admin" | "supervisor" = "admin"): Ctx =>
  testCtx(role, { id: `usr_${name}`, name });
export const ana = ctxOf("Ana");
export const ben = ctxOf("Ben");

export type Wished = Partial<Wish> & { key: string; colour: string };

/** A vendor, a set-up against it and a subject, new for each test; a database for the file. */
export type VendorScene = {
  vendor: TestVendor;
  setup: SetupDefinition;
  subject: string;
  /** Goes on with a subject that is set up by nobody yet. */
  nextSubject(): void;
  wish(...input: Wished[]): Promise<void>;
  plan(): Promise<PlanView>;
  start(): Promise<RunView>;
  run(runId: string): ReturnType<typeof runSetup>;
  /** Keys of the things that are there. */
  keys(): string[];
};

export function withTestVendor(): VendorScene {
  withTestDatabase();
  let count = 0;
  const scene = {
    nextSubject: () => {
      count += 1;
      scene.subject = `test:${count}`;
    },
    wish: async (...input: Wished[]) => {
      const { subject, setup } = scene;
      const row = await db().setupStep.findUnique({
        where: { subject_stepId: { subject, stepId: "things" } },
      });
      await saveStepInput(setup, ana, { subject, stepId: "things", input, version: row?.version ?? 0 });
    },
    plan: () => createPlan(scene.setup, ana, scene.subject),
    start: async () =>
      startRun(scene.setup, ana, { subject: scene.subject, planId: (await scene.plan()).id }),
    run: (runId: string) => runSetup(scene.setup, runId, { retryDelayMs: 1 }),
    keys: () => [...scene.vendor.things.values()].map((thing) => thing.key).sort(),
  } as VendorScene;
  afterAll(closeSender);
  beforeEach(async () => {
    scene.vendor = await startTestVendor();
    scene.setup = testSetup(scene.vendor);
    scene.nextSubject();
  });
  afterEach(() => scene.vendor.close());
  return scene;
}
