import type { SetupPlan } from "#lib/db/generated/client.ts";
import { intentOf } from "./definition.ts";
import { countActions, isApplicable, type PlanLine } from "./plan.ts";
import type { PlanView } from "./schema.ts";

/** The lines of a stored plan. Only this engine writes that column. */
export function storedLines(row: Pick<SetupPlan, "lines">): PlanLine[] {
  return row.lines as unknown as PlanLine[];
}

/** A stored plan as pages and scripts see it. */
export function planView(row: SetupPlan): PlanView {
  const lines = storedLines(row);
  return {
    id: row.id,
    subject: row.subject,
    intent: intentOf(row),
    undoRunId: row.undoRunId,
    lines,
    counts: countActions(lines),
    applicable: lines.filter(isApplicable).length,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
