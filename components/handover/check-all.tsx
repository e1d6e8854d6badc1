"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { CheckList } from "#components/setup/check-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { useNow } from "#components/ui/use-now.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { CheckView } from "#lib/setup/schema.ts";
import { toCheckResult } from "./setup-mapping.ts";

type CheckAllProps = {
  handoverId: string;
  checks: readonly CheckView[];
  /** After how many minutes a result counts as out of date; null while nothing runs them by schedule. */
  staleAfterMinutes: number | null;
  mayAct: boolean;
};

/** Every check of a handover with its last result. */
export function CheckAll({ handoverId, checks, staleAfterMinutes, mayAct }: CheckAllProps) {
  const nowMs = useNow();
  const stale = staleAfterMinutes === null ? undefined : { afterMinutes: staleAfterMinutes, nowMs };
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
        mayAct && (
          <Button size="sm" loading={running} onClick={run}>
            Run now
          </Button>
        )
      }
    >
      <div aria-live="polite" className="grid gap-2">
        {problem && <ErrorState problem={problem} onRetry={run} />}
        <CheckList checks={checks.map((check) => toCheckResult(check, stale))} />
      </div>
    </Section>
  );
}
