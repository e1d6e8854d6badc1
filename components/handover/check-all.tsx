"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { CheckList } from "#components/setup/check-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { CheckView } from "#lib/setup/schema.ts";
import { toCheckResult } from "./setup-mapping.ts";

/** Every check of a handover with its last result. */
export function CheckAll({ handoverId, checks }: { handoverId: string; checks: readonly CheckView[] }) {
  const router = useRouter();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async () => {
    setRunning(true);
    setProblem(undefined);
    try {
      await fetchJson(`/api/handovers/${handoverId}/checks`, { method: "POST" });
      router.refresh();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Section
      title="Checks"
      actions={
        <Button size="sm" loading={running} onClick={run}>
          Run now
        </Button>
      }
    >
      <div aria-live="polite" className="grid gap-2">
        {problem && <ErrorState problem={problem} onRetry={run} />}
        <CheckList checks={checks.map(toCheckResult)} />
      </div>
    </Section>
  );
}
