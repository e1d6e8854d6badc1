import type { StepStatus } from "./schema.ts";

/** What decides the status of one step. */
export type StepFacts = {
  id: string;
  /** What its person still has to do; null when nothing. */
  todo: string | null;
  /** Something is typed at it: its tick stands for the person's part. */
  typed: boolean;
  /** Whether its remote objects are there; null when it has none. */
  applied: boolean | null;
  waiting: boolean;
  /** A check of it failed, or the last run failed at it. */
  failing: boolean;
  /** Steps that have to be done before; without it, all before it. */
  needs?: readonly string[] | undefined;
};

/**
 * The status of every step, in order. The first step with something to do is current; steps behind it are blocked, for
 * none can be skipped; one that names the steps it needs waits for those alone. A failure shows wherever it is. A step
 * nobody types at is done when its objects are there.
 */
export function stepStatuses(steps: readonly StepFacts[]): Map<string, StepStatus> {
  const statuses = new Map<string, StepStatus>();
  const open = new Set<string>();
  let hasCurrent = false;
  for (const step of steps) {
    const reached = step.needs ? !step.needs.some((id) => open.has(id)) : open.size === 0;
    const status = statusOf(step, reached);
    // Of several that can be done now, the first is next.
    statuses.set(step.id, status === "current" && hasCurrent ? "todo" : status);
    if (status === "current") hasCurrent = true;
    if (step.todo !== null) open.add(step.id);
  }
  return statuses;
}

function statusOf(step: StepFacts, reached: boolean): StepStatus {
  if (!reached) return "blocked";
  if (step.failing) return "failing";
  if (step.waiting) return "waiting";
  if (step.todo !== null) return "current";
  return step.applied === false && !step.typed ? "todo" : "done";
}
