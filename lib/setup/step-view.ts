import type { CheckResult } from "#lib/db/generated/client.ts";
import type { CheckView, StepStatus, StepView } from "./schema.ts";
import type { StepFacts } from "./state.ts";
import type { Check, Fix, Json, SetupBase, Step } from "./step.ts";

/** The facts that decide a step's status. Looks at nothing remote: what is recorded counts. */
export function stepFacts<C extends SetupBase>(step: Step<C>, context: C): StepFacts {
  const record = context.records[step.id];
  const lines = observableLines(step, context);
  const managed = new Set(context.managed.map((object) => object.lineId));
  return {
    id: step.id,
    todo: step.todo(context),
    typed: step.input !== null,
    applied: lines.length === 0 ? null : lines.every((lineId) => managed.has(lineId)),
    waiting: Boolean(record?.waitingFor ?? step.waitsFor?.(context)),
    needs: step.needs,
    failing:
      runFailedAt(step.id, context) ||
      step.checks.some((check) => context.checks[check.id]?.state === "failed"),
  };
}

/** The last run failed here and nobody has touched the step since. */
function runFailedAt(stepId: string, { lastRun, records }: SetupBase): boolean {
  if (lastRun?.state !== "failed" || lastRun.failedStepId !== stepId) return false;
  const touchedAt = records[stepId]?.updatedAt;
  return !(touchedAt && lastRun.finishedAt && touchedAt > lastRun.finishedAt);
}

/** The lines of a step that Patchbay applies itself. */
function observableLines<C extends SetupBase>(step: Step<C>, context: C): string[] {
  return (step.desired?.(context) ?? [])
    .filter((object) => object.manual === undefined)
    .map((object) => object.lineId);
}

/** One step as pages and scripts see it. */
export function stepView<C extends SetupBase>(
  step: Step<C>,
  context: C,
  status: StepStatus,
  results: ReadonlyMap<string, CheckResult>,
): StepView {
  const record = context.records[step.id];
  const { todo, applied } = stepFacts(step, context);
  return {
    id: step.id,
    title: step.title,
    why: step.why,
    who: step.who,
    minutes: step.minutes,
    mode: step.mode(context),
    docs: step.docs,
    notes: step.notes ?? [],
    status,
    todo,
    applied,
    hasInput: step.input !== null,
    input: step.value ? step.value(context) : (record?.input ?? null),
    inputVersion: record?.version ?? 0,
    guide: step.guide?.(context) ?? null,
    checks: step.checks.map((check) => checkView(step.id, check, results.get(check.id))),
    waiting: waitingOf(step, context),
    attested: record?.attestedAt
      ? {
          by: record.attestedBy ?? "",
          at: record.attestedAt.toISOString(),
          evidence: record.evidence ?? "",
        }
      : null,
  };
}

/** What a person said counts before what follows from other records. */
function waitingOf<C extends SetupBase>(step: Step<C>, context: C): StepView["waiting"] {
  const record = context.records[step.id];
  if (record?.waitingFor) {
    return {
      for: record.waitingFor,
      since: (record.waitingSince ?? record.updatedAt).toISOString(),
      note: record.waitingNote ?? "",
      remindAt: record.remindAt?.toISOString() ?? null,
      endsByItself: false,
    };
  }
  const known = step.waitsFor?.(context);
  return known ? { ...known, since: known.since.toISOString(), remindAt: null, endsByItself: true } : null;
}

function checkView<C>(stepId: string, check: Check<C>, row: CheckResult | undefined): CheckView {
  return {
    id: check.id,
    stepId,
    title: check.title,
    doesNotProve: check.doesNotProve,
    state: (row?.state as CheckView["state"] | undefined) ?? "not_run",
    message: row?.message ?? null,
    evidence: (row?.evidence as Json | undefined) ?? null,
    fix: (row?.fix as Fix | null | undefined) ?? null,
    durationMs: row?.durationMs ?? null,
    requestId: row?.requestId ?? null,
    at: row?.at.toISOString() ?? null,
  };
}
