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
};

/**
 * The status of every step, in order. The first step with something to do is current; steps behind it are blocked, for
 * none can be skipped. A failure shows wherever it is. A step nobody types at is done when its objects are there.
 */
export function stepStatuses(steps: readonly StepFacts[]): Map<string, StepStatus> {
  const statuses = new Map<string, StepStatus>();
  let reached = true;
  for (const step of steps) {
    statuses.set(step.id, statusOf(step, reached));
    if (step.todo !== null) reached = false;
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
