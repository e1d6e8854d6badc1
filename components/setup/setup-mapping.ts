import type { CheckView, PlanView, RunStepView, StepStatus, StepView } from "#lib/setup/schema.ts";
import type { FieldChange } from "../ui/field-diff.tsx";
import type { CheckResult, CheckState } from "./check-list.tsx";
import type { PlanLine } from "./plan.ts";
import type { RunStep } from "./run-view.tsx";
import type { SetupStep, StepState } from "./setup-step.ts";

type PlanField = PlanView["lines"][number]["fields"][number];

const STEP_STATES: Record<StepStatus, StepState> = {
  todo: "open",
  current: "current",
  done: "done",
  waiting: "waiting",
  blocked: "blocked",
  failing: "attention",
};

/** Steps as the list at the side shows them. */
export function toSetupSteps(steps: readonly StepView[], hrefOf: (stepId: string) => string): SetupStep[] {
  return steps.map((step) => ({
    id: step.id,
    title: step.title,
    state: STEP_STATES[step.status],
    href: hrefOf(step.id),
    visited: step.status !== "blocked",
    ...(step.waiting ? { note: `waiting for ${step.waiting.for}` } : {}),
  }));
}

const CHECK_STATES: Record<CheckView["state"], CheckState> = {
  not_run: "not-run",
  passed: "passed",
  failed: "failed",
  warning: "warning",
  not_applicable: "not-applicable",
};

const MINUTE_MS = 60_000;

/** A passed check that is too old says nothing about now. */
function stateOf({ state, at }: CheckView, stale?: { afterMinutes: number; nowMs: number }): CheckState {
  const old = stale && at && stale.nowMs - Date.parse(at) > stale.afterMinutes * MINUTE_MS;
  return old && (state === "passed" || state === "warning") ? "stale" : CHECK_STATES[state];
}

/** A check as lists show it; what to do stands in words, with the menu path where there is one. */
export function toCheckResult(
  check: CheckView,
  stale?: { afterMinutes: number; nowMs: number },
): CheckResult {
  const path = check.fix?.path?.length ? ` (${check.fix.path.join(" > ")})` : "";
  return {
    id: check.id,
    name: check.title,
    state: stateOf(check, stale),
    doesNotProve: check.doesNotProve,
    ...(check.message ? { message: check.message } : {}),
    ...(check.at ? { at: check.at } : {}),
    ...(check.requestId ? { requestId: check.requestId } : {}),
    ...(check.durationMs === null ? {} : { ms: check.durationMs }),
    ...(check.evidence === null ? {} : { evidence: check.evidence }),
    ...(check.fix ? { fix: `${check.fix.sentence}${path}` } : {}),
  };
}

/** A line of a plan as the review shows it. */
export function toPlanLines(plan: PlanView): PlanLine[] {
  return plan.lines.map((line) => ({
    id: line.lineId,
    system: line.system,
    deed: line.action,
    sentence: line.title,
    fields: line.fields.filter((field) => field.changed).map(toFieldChange),
    ...(line.blockedBy ? { note: line.blockedBy.sentence } : {}),
  }));
}

function toFieldChange({ name, from, to, secret, knownAfterApply }: PlanField): FieldChange {
  return {
    field: name,
    ...(from === null ? {} : { from: inWords(from) }),
    ...(to === null ? {} : { to: inWords(to) }),
    ...(secret ? { secret } : {}),
    ...(knownAfterApply ? { unknownUntilApplied: true } : {}),
  };
}

const inWords = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

const RUN_STATES = {
  pending: "queued",
  running: "running",
  done: "done",
  failed: "failed",
  skipped: "skipped",
} as const;

/** A step of a run as the run page shows it. */
export function toRunStep(step: RunStepView, requestId?: string): RunStep {
  const elapsedMs =
    step.startedAt && step.finishedAt ? Date.parse(step.finishedAt) - Date.parse(step.startedAt) : undefined;
  const sent = Object.fromEntries(
    step.fields.map(({ name, to, secret }) => [name, secret ? "(secret)" : to]),
  );
  return {
    id: String(step.seq),
    title: step.title,
    state: RUN_STATES[step.state],
    ...(step.startedAt ? { startedAt: step.startedAt } : {}),
    ...(elapsedMs === undefined ? {} : { elapsedMs }),
    ...(step.note ? { note: step.note } : {}),
    ...(step.fields.length > 0 ? { sent } : {}),
    ...(step.remoteId ? { answered: { id: step.remoteId } } : {}),
    ...(step.error
      ? {
          problem: {
            title: step.error.title,
            fix: step.error.fix,
            ...(requestId ? { requestId } : {}),
            ...(step.error.detail ? { detail: step.error.detail } : {}),
          },
        }
      : {}),
  };
}
