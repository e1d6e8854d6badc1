import "server-only";
import { db } from "#lib/db/client.ts";
import type { PlanIntent, SetupDefinition } from "./definition.ts";
import { type Plan, planSetup, planTeardown } from "./plan.ts";
import {
  type DesiredObject,
  type ManagedRecord,
  type ObservedObject,
  type SetupBase,
  stepOfLine,
} from "./step.ts";

/** Everything the steps want, in the order of the steps. */
export function desiredOf<C extends SetupBase>(setup: SetupDefinition<C>, context: C): DesiredObject[] {
  return setup.steps.flatMap((step) => step.desired?.(context) ?? []);
}

/** What the other side has, step after step. Reads only; vendor failures are thrown as they come. */
export async function observeAll<C extends SetupBase>(
  setup: SetupDefinition<C>,
  context: C,
): Promise<ObservedObject[]> {
  const observed: ObservedObject[] = [];
  for (const step of setup.steps) observed.push(...((await step.observe?.(context)) ?? []));
  return observed;
}

/** Looks at the other side, or takes what was `seen` of it, and plans; a removal is planned from our own records, for only what they name is removed. */
export async function observeAndPlan<C extends SetupBase>(
  setup: SetupDefinition<C>,
  context: C,
  intent: PlanIntent,
  undoRunId: string | null = null,
  seen?: readonly ObservedObject[],
): Promise<Plan> {
  const { managed, ignored } = context;
  const removalOf = (record: ManagedRecord) =>
    setup.steps.find((step) => step.id === stepOfLine(record.lineId))?.removal?.(record) ?? null;
  if (intent !== "apply") {
    const concerned = intent === "undo" ? await madeByRun(managed, undoRunId) : managed;
    return planTeardown({ desired: [], observed: [], managed: concerned, removalOf }, intent);
  }
  const observed = seen ?? (await observeAll(setup, context));
  return planSetup({ desired: desiredOf(setup, context), observed, managed, ignored, removalOf });
}

/** What a run made and what is still recorded as made: found by its journal. */
async function madeByRun(managed: readonly ManagedRecord[], runId: string | null): Promise<ManagedRecord[]> {
  const steps = await db().setupRunStep.findMany({ where: { runId: runId ?? "", state: "done" } });
  const made = new Set(
    steps
      .filter((step) => (step.change as { action?: unknown }).action === "create")
      .map((step) => `${step.lineId} ${(step.ref as { remoteId?: string } | null)?.remoteId}`),
  );
  return managed.filter(
    (record) => record.ownership === "created" && made.has(`${record.lineId} ${record.remoteId}`),
  );
}
