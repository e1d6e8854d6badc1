"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";

/** Looks at the tenant now; the page shows what was found. */
export function CheckReadiness({ connectionId }: { connectionId: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const look = async () => {
    setRunning(true);
    setProblem(null);
    try {
      await fetchJson(`/api/connections/${connectionId}/readiness`, { method: "POST" });
      router.refresh();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <Button variant="primary" loading={running} onClick={look}>
        Check now
      </Button>
      {problem && <ErrorState problem={problem} onRetry={look} className="basis-full" />}
    </>
  );
}
