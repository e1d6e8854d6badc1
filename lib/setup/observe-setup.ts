import "server-only";
import type { PlanIntent, SetupDefinition } from "./definition.ts";
import { type Plan, planSetup, planTeardown } from "./plan.ts";
import type { DesiredObject, ObservedObject, SetupBase } from "./step.ts";

/** Everything the steps want, in the order of the steps. */
export function desiredOf<C extends SetupBase>(setup: SetupDefinition<C>, context: C): DesiredObject[] {
  return setup.steps.flatMap((step) => step.desired?.(context) ?? []);
}

/** Looks at the other side, step after step, and plans. Vendor failures are thrown as they come. */
export async function observeAndPlan<C extends SetupBase>(
  setup: SetupDefinition<C>,
  context: C,
  intent: PlanIntent,
): Promise<Plan> {
  const { managed } = context;
  if (intent === "teardown") return planTeardown({ desired: [], observed: [], managed });
  const observed: ObservedObject[] = [];
  for (const step of setup.steps) observed.push(...((await step.observe?.(context)) ?? []));
  return planSetup({ desired: desiredOf(setup, context), observed, managed });
}
