"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { CheckView } from "#lib/setup/schema.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { ErrorState, type Problem } from "../ui/error-state.tsx";
import { useNow } from "../ui/use-now.ts";
import { CheckList } from "./check-list.tsx";
import { toCheckResult } from "./setup-mapping.ts";

type CheckAllProps = {
  /** Where the server keeps the subject, such as /api/handovers/69f9…. */
  base: string;
  checks: readonly CheckView[];
  /** After how many minutes a result counts as out of date; null while nothing runs them by schedule. */
  staleAfterMinutes: number | null;
  mayAct: boolean;
};

/** Every check of a set-up with its last result. */
export function CheckAll({ base, checks, staleAfterMinutes, mayAct }: CheckAllProps) {
  const nowMs = useNow();
  const stale = staleAfterMinutes === null ? undefined : { afterMinutes: staleAfterMinutes, nowMs };
  const router = useRouter();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async () => {
    setRunning(true);
    setProblem(undefined);
    try {
      await fetchJson(`${base}/checks`, { method: "POST" });
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
