"use client";

import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { State } from "#components/ui/state.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CaseView } from "#lib/transfers/policies/cases/schema.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";

type CaseListProps = {
  policyId: string;
  body: PolicyBody;
  /** Judged by what is typed. */
  cases: readonly CaseView[];
  mayWrite: boolean;
  onOpen: (kept: CaseView) => void;
  onChanged: (cases: CaseView[]) => void;
};

/** The cases of a policy, each with whether it passes under what is typed, and why not. */
export function CaseList({ policyId, body, cases, mayWrite, onOpen, onChanged }: CaseListProps) {
  const { busy, problem, run } = useAttempt();
  const base = `/api/transfer-policies/${policyId}/cases`;
  const runAll = () =>
    run("run", async () => {
      const { items } = await fetchJson<{ items: CaseView[] }>(`${base}/run`, { body: { body } });
      onChanged(items);
      const failed = items.filter(({ verdict }) => !verdict.passed).length;
      toast({
        kind: failed === 0 ? "good" : "bad",
        title:
          failed === 0
            ? `${items.length} of ${items.length} cases pass`
            : `${failed} of ${items.length} cases fail`,
      });
    });
  const remove = (one: CaseView) =>
    run(one.id, async () => {
      await fetchJson(`${base}/${one.id}`, { method: "DELETE" });
      onChanged(cases.filter(({ id }) => id !== one.id));
    });

  return (
    <div className="space-y-2">
      {problem && <ErrorState problem={problem} />}
      {cases.length === 0 ? (
        <p className="text-muted text-sm">
          No case is kept. Set a situation, look at the path, and keep it: from then on each change of the
          policy is held against it.
        </p>
      ) : (
        <>
          <Button size="sm" loading={busy === "run"} onClick={() => void runAll()}>
            Run all
          </Button>
          <ul aria-label="Cases" className="divide-y rounded-md border bg-surface">
            {cases.map((one) => (
              <li key={one.id} className="px-3 py-2 text-sm">
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <span className="flex min-w-0 flex-wrap items-center gap-x-3">
                    <span className="break-words font-medium">{one.name}</span>
                    <State kind={one.verdict.passed ? "good" : "bad"}>
                      {one.verdict.passed ? "Passes" : "Fails"}
                    </State>
                  </span>
                  <span className="flex gap-1">
                    <Button size="sm" variant="ghost" onClick={() => onOpen(one)}>
                      Open<span className="sr-only"> {one.name}</span>
                    </Button>
                    {mayWrite && (
                      <Button
                        size="sm"
                        variant="ghost"
                        loading={busy === one.id}
                        onClick={() => void remove(one)}
                      >
                        Remove<span className="sr-only"> {one.name}</span>
                      </Button>
                    )}
                  </span>
                </div>
                {!one.verdict.passed && <p className="mt-0.5 text-bad">{one.verdict.why}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
