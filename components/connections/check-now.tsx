"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { CheckReport } from "#lib/connections/schema.ts";
import { CheckResults } from "./check-results.tsx";

/** Runs the checks of a connection and shows what each found. */
export function CheckNow({ connectionId }: { connectionId: string }) {
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
      note="Five calls to CXone; nothing is changed there."
      actions={
        <Button size="sm" loading={running} onClick={run}>
          Run checks
        </Button>
      }
    >
      <div aria-live="polite" className="p-3">
        {problem && <ErrorState problem={problem} onRetry={run} />}
        {report && <CheckResults checks={report.checks} />}
        {!report && !problem && <p className="text-muted text-sm">Not run since this page was opened.</p>}
      </div>
    </Section>
  );
}
