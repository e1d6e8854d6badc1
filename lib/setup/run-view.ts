import type { SetupPlan, SetupRun, SetupRunStep } from "#lib/db/generated/client.ts";
import { intentOf } from "./definition.ts";
import type { PlanLine } from "./plan.ts";
import type { RunStepView, RunView } from "./schema.ts";

export type RunRow = SetupRun & { steps: SetupRunStep[]; plan: Pick<SetupPlan, "intent"> };

/** What to include so that a run can be shown. */
export const runInclude = {
  steps: { orderBy: { seq: "asc" } },
  plan: { select: { intent: true } },
} as const;

/** A run as pages and scripts see it. Times in ISO 8601 UTC. */
export function runView(row: RunRow): RunView {
  const actor = row.actor as { name?: string };
  return {
    id: row.id,
    planId: row.planId,
    subject: row.subject,
    intent: intentOf(row.plan),
    state: row.state as RunView["state"],
    requestedBy: actor.name ?? "",
    requestId: row.requestId,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    steps: row.steps.map(runStepView),
    done: row.steps.filter((step) => step.state === "done").length,
    total: row.steps.length,
  };
}

function runStepView(row: SetupRunStep): RunStepView {
  const line = row.change as unknown as PlanLine;
  const ref = row.ref as { remoteId?: string | null; note?: string } | null;
  return {
    seq: row.seq,
    stepId: row.stepId,
    lineId: row.lineId,
    title: row.title,
    action: line.action,
    system: line.system,
    kind: line.kind,
    fields: line.fields,
    state: row.state as RunStepView["state"],
    attempt: row.attempt,
    remoteId: ref?.remoteId ?? null,
    note: ref?.note ?? null,
    error: (row.error as RunStepView["error"]) ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
