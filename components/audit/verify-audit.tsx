"use client";

import ShieldCheck from "lucide-react/icons/shield-check";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { AuditCheck } from "#lib/audit/schema.ts";
import { AuditDamages } from "./audit-damages.tsx";
import { AuditIntegrity } from "./audit-integrity.tsx";

const ROUTE = "/api/audit/verify";
const ASK_AGAIN_MS = 1_000;

/** Whether the chain of hashes was whole when it was last walked, which rows were not, and a button to walk it now. */
export function VerifyAudit({ first }: { first: AuditCheck }) {
  const [{ verdict, running }, setCheck] = useState(first);
  const [problem, setProblem] = useState<Problem>();
  const [asking, setAsking] = useState(false);

  const ask = async (method: "GET" | "POST") => {
    setAsking(true);
    setProblem(undefined);
    try {
      setCheck(await fetchJson<AuditCheck>(ROUTE, { method }));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    } finally {
      setAsking(false);
    }
  };

  // A long walk goes on without the request that began it, also one that somebody else began.
  useEffect(() => {
    if (!running || problem) return;
    const timer = setTimeout(() => {
      fetchJson<AuditCheck>(ROUTE).then(setCheck, setProblem);
    }, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [running, problem]);

  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button loading={asking || running !== null} onClick={() => ask("POST")}>
          <ShieldCheck aria-hidden />
          Verify
        </Button>
        <div role="status" className="min-w-0 text-muted text-sm">
          <AuditIntegrity verdict={verdict} running={running} />
        </div>
      </div>
      {problem && <ErrorState problem={problem} onRetry={() => ask("POST")} />}
      {verdict && !verdict.ok && <AuditDamages damages={verdict.damages} rows={verdict.rows} />}
    </div>
  );
}
