"use client";

import ArrowRight from "lucide-react/icons/arrow-right";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { State } from "#components/ui/state.tsx";
import type { AssignmentPlan, PlanRow } from "#lib/email/signatures/schema.ts";

type ConfirmMovesProps = {
  plan: AssignmentPlan;
  signatureName: string;
  onBack: () => void;
  onConfirm: (rows: readonly PlanRow[]) => void;
};

/** What giving a signature does to each person, from → to, before it is done (M-46). */
export function ConfirmMoves({ plan, signatureName, onBack, onConfirm }: ConfirmMovesProps) {
  const of = (change: PlanRow["change"]) => plan.rows.filter((row) => row.change === change);
  const [moves, added, same, refused] = [of("move"), of("new"), of("same"), of("refused")];
  const changes = [...moves, ...added];
  return (
    <div className="space-y-4">
      {plan.stale && (
        <Callout kind="warning">CXone does not answer now: who is there is as it was known last.</Callout>
      )}
      {moves.length > 0 && (
        <section aria-label="Moved">
          <h3 className="font-medium text-sm">
            {moves.length === 1 ? "1 person moves" : `${moves.length} people move`}
          </h3>
          <ul className="max-h-56 divide-y overflow-y-auto text-sm">
            {moves.map(({ agentId, name, from }) => (
              <li key={agentId} className="flex flex-wrap items-center gap-2 py-1">
                <span className="font-medium">{name}</span>
                <span className="text-muted">{from?.name}</span>
                <ArrowRight aria-label="to" className="size-3.5 text-faint" />
                <span>{signatureName}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {added.length > 0 && (
        <section aria-label="New">
          <h3 className="font-medium text-sm">
            {added.length === 1 ? "1 person has none yet" : `${added.length} people have none yet`}
          </h3>
          <p className="text-sm">{added.map(({ name }) => name).join(", ")}</p>
        </section>
      )}
      {refused.length > 0 && (
        <section aria-label="Not possible">
          <h3 className="font-medium text-sm">{refused.length} left out</h3>
          <ul className="max-h-40 overflow-y-auto text-sm">
            {refused.map(({ agentId, name, reason }) => (
              <li key={agentId} className="flex flex-wrap gap-x-3 py-1">
                <State kind="bad">{name}</State>
                <span className="text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {same.length > 0 && (
        <Disclosure summary={`${same.length} already ${same.length === 1 ? "has" : "have"} it`}>
          <p className="text-sm">{same.map(({ name }) => name).join(", ")}</p>
        </Disclosure>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" disabled={changes.length === 0} onClick={() => onConfirm(changes)}>
          {labelOf(moves.length, added.length)}
        </Button>
      </div>
    </div>
  );
}

function labelOf(moves: number, added: number): string {
  if (moves === 0 && added === 0) return "Nothing to do";
  const parts = [...(moves > 0 ? [`Move ${moves}`] : []), ...(added > 0 ? [`add ${added}`] : [])].join(", ");
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}
