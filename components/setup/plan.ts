import type { ReactNode } from "react";
import type { FieldChange } from "../ui/field-diff.tsx";

export type PlanDeed = "create" | "adopt" | "change" | "keep" | "delete" | "manual" | "blocked";

export type PlanLine = {
  id: string;
  /** Heads the group: "CXone · Tenant Acme", "Patchbay". */
  system: string;
  deed: PlanDeed;
  /** A whole sentence with the verb first: "Create the skill Support DE (German)". */
  sentence: string;
  fields?: readonly FieldChange[];
  /** For manual and blocked: who does it, or which line it waits for. */
  note?: ReactNode;
};

// Deletes come last, whatever order the plan has.
export const planOrder: readonly PlanDeed[] = ["create", "adopt", "change", "manual", "blocked", "delete"];

/** How many lines there are of each deed. */
export function countPlan(lines: readonly PlanLine[]): Record<PlanDeed, number> {
  const counts = { create: 0, adopt: 0, change: 0, keep: 0, delete: 0, manual: 0, blocked: 0 };
  for (const line of lines) counts[line.deed] += 1;
  return counts;
}

/** "Apply 4 changes": what we do ourselves, without what stays and what people do. */
export function applyLabel(lines: readonly PlanLine[]): string {
  const { create, adopt, change, delete: remove } = countPlan(lines);
  const changes = create + adopt + change + remove;
  return changes === 1 ? "Apply 1 change" : `Apply ${changes} changes`;
}
