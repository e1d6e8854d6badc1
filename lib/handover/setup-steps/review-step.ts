import "server-only";
import { REVIEW } from "#lib/setup/definition.ts";
import type { Step } from "#lib/setup/step.ts";
import type { HandoverBase } from "./context.ts";

/** The plan before it happens. `steps`: those whose lines Patchbay applies; what comes behind the review is not among them. */
export function reviewStepOf<C extends HandoverBase>(system: string, steps: readonly Step<C>[]): Step<C> {
  /** Lines that Patchbay applies and that have not been applied yet. */
  const pendingLines = (context: C): string[] => {
    const done = new Set(context.managed.map((record) => record.lineId));
    return steps
      .flatMap((step) => step.desired?.(context) ?? [])
      .filter((object) => object.manual === undefined && !done.has(object.lineId))
      .map((object) => object.lineId);
  };
  return {
    id: REVIEW,
    title: "Review and apply",
    why: `Everything that will happen in ${system}, line by line, before it happens.`,
    who: "An admin or operator",
    minutes: 1,
    docs: {
      path: [],
      link: null,
      doesNotProve: `That nothing changes in ${system} between review and apply; a changed plan is refused.`,
    },
    mode: () => "automatic",
    input: null,
    todo: (context) =>
      pendingLines(context).length > 0 || context.lastRun === null ? "Review the plan and apply it." : null,
    checks: [],
  };
}
