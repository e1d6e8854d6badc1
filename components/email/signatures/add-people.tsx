"use client";

import { useState } from "react";
import { AgentPicker } from "#components/agents/agent-picker.tsx";
import { TeamMenu } from "#components/agents/team-menu.tsx";
import { toProblem } from "#components/form/apply-problem.ts";
import type { BulkRow } from "#components/tenant/use-bulk.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { AssignmentPlan, PlanRow, SignatureView } from "#lib/email/signatures/schema.ts";
import { ConfirmMoves } from "./confirm-moves.tsx";
import { PasteList } from "./paste-list.tsx";
import { SkillMenu } from "./skill-menu.tsx";

const MOST = 1_000;

type AddPeopleProps = { signature: SignatureView; onConfirm: (rows: readonly PlanRow[]) => void };

/** Chooses people by hand, by team, by skill or from a pasted list; then shows from → to for each before it is done. */
export default function AddPeople({ signature, onConfirm }: AddPeopleProps) {
  const [people, setPeople] = useState<readonly BulkRow[]>([]);
  const [plan, setPlan] = useState<AssignmentPlan | null>(null);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const connectionId = signature.connection.id;
  const add = (more: readonly BulkRow[]) =>
    setPeople((before) => [...new Map([...before, ...more].map((one) => [one.id, one])).values()]);
  const tooMany = people.length > MOST;

  const review = async () => {
    setAsking(true);
    setProblem(null);
    try {
      setPlan(
        await fetchJson<AssignmentPlan>(`/api/email/signatures/${signature.id}/assignments/plan`, {
          body: { agentIds: people.map(({ id }) => id) },
        }),
      );
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setAsking(false);
    }
  };

  if (plan) {
    return (
      <ConfirmMoves
        plan={plan}
        signatureName={signature.name}
        onBack={() => setPlan(null)}
        onConfirm={onConfirm}
      />
    );
  }
  return (
    <div className="space-y-4">
      <AgentPicker
        connectionId={connectionId}
        chosen={people}
        onChoose={({ id, label }, chosen) =>
          chosen ? add([{ id, label }]) : setPeople((before) => before.filter((one) => one.id !== id))
        }
        aside={
          <>
            <TeamMenu connectionId={connectionId} most={MOST} onChoose={add} />
            <SkillMenu connectionId={connectionId} most={MOST} onChoose={add} />
          </>
        }
      />
      <PasteList connectionId={connectionId} onFound={add} />
      {tooMany && (
        <p className="text-bad text-sm">
          {people.length} are chosen: at most {MOST.toLocaleString("en-GB")} at once.
        </p>
      )}
      {problem && <ErrorState problem={problem} />}
      <div className="flex justify-end">
        <Button
          variant="primary"
          loading={asking}
          disabled={people.length === 0 || tooMany}
          onClick={() => void review()}
        >
          {people.length === 1 ? "Review 1 person" : `Review ${people.length} people`}
        </Button>
      </div>
    </div>
  );
}
