"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { CaseView } from "#lib/transfers/policies/cases/schema.ts";
import { expectedOf } from "#lib/transfers/policies/cases/state.ts";
import type { Scenario } from "#lib/transfers/simulation/schema.ts";
import type { Simulation } from "#lib/transfers/simulation/state.ts";

type KeepCaseProps = {
  policyId: string;
  scenario: Scenario;
  simulation: Extract<Simulation, { ok: true }>;
  /** The case that was opened, which can be kept as it is now instead. */
  opened: CaseView | null;
  onKept: (kept: CaseView) => void;
};

/** Keeps what is set, and that it ends as it does now. */
export function KeepCase({ policyId, scenario, simulation, opened, onKept }: KeepCaseProps) {
  const id = useId();
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const keep = async (as: { name: string; id?: string }) => {
    setBusy(true);
    setProblem(null);
    try {
      const base = `/api/transfer-policies/${policyId}/cases`;
      const kept = await fetchJson<CaseView>(as.id ? `${base}/${as.id}` : base, {
        method: as.id ? "PUT" : "POST",
        body: { name: as.name, scenario, expected: expectedOf(simulation) },
      });
      setName("");
      toast({ kind: "good", title: `Case kept: ${kept.name}` });
      onKept(kept);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error.fields.name ? { title: error.fields.name } : error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void keep({ name });
      }}
    >
      <label htmlFor={id} className="block font-medium text-sm">
        Keep as a case
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          value={name}
          maxLength={80}
          placeholder="Nobody speaks German"
          autoComplete="off"
          className="control min-w-40 flex-1"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" loading={busy} disabled={name.trim() === ""}>
          Keep
        </Button>
        {opened && (
          <Button loading={busy} onClick={() => void keep({ name: opened.name, id: opened.id })}>
            Keep as {opened.name}
          </Button>
        )}
      </div>
      {problem && <ErrorState problem={problem} />}
    </form>
  );
}
