"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { CheckReport, NamedCheck } from "#lib/connections/schema.ts";
import { CheckResults } from "./check-results.tsx";

type CheckNowProps = {
  connectionId: string;
  /** As they were found last, by whom or what ever. */
  checks: readonly NamedCheck[];
  checkedAt: string | null;
  mayRun: boolean;
};

/** What the checks of a connection found, and running them now, through open breakers too. */
export function CheckNow({ connectionId, checks, checkedAt, mayRun }: CheckNowProps) {
  const router = useRouter();
  const [report, setReport] = useState<CheckReport>();
  const [problem, setProblem] = useState<Problem>();
  const [running, setRunning] = useState(false);

  const run = async () => {
    setRunning(true);
    setProblem(undefined);
    try {
      setReport(await fetchJson<CheckReport>(`/api/connections/${connectionId}/check`, { method: "POST" }));
      router.refresh();
    } catch (error) {
      if (error instanceof ProblemError) setProblem(error);
      else throw error;
    } finally {
      setRunning(false);
    }
  };

  return (
    <Section
      title="Checks"
      note={
        <>
          Every five minutes and on request; they change nothing.
          {checkedAt && (
            <>
              {" "}
              Last run <Time at={checkedAt} />.
            </>
          )}
        </>
      }
      actions={
        mayRun && (
          <Button size="sm" loading={running} onClick={run}>
            Run checks
          </Button>
        )
      }
    >
      <div aria-live="polite" className="p-3">
        {problem && <ErrorState problem={problem} onRetry={run} />}
        {!problem && <CheckResults checks={report?.checks ?? checks} />}
        {!report && !problem && checks.length === 0 && <p className="text-muted text-sm">Not run yet.</p>}
      </div>
    </Section>
  );
}
