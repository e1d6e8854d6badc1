"use client";

import ShieldCheck from "lucide-react/icons/shield-check";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { AuditVerdict } from "#lib/audit/schema.ts";

/** Walks the chain of hashes on the server and says whether it is whole, or which row is the first that is not. */
export function VerifyAudit() {
  const [verdict, setVerdict] = useState<AuditVerdict>();
  const [problem, setProblem] = useState<Problem>();
  const [working, setWorking] = useState(false);

  const verify = async () => {
    setWorking(true);
    setProblem(undefined);
    try {
      setVerdict(await fetchJson<AuditVerdict>("/api/audit/verify", { method: "POST" }));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error);
    } finally {
      setWorking(false);
    }
  };

  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button loading={working} onClick={verify}>
          <ShieldCheck aria-hidden />
          Verify
        </Button>
        <div role="status" className="min-w-0 text-muted text-sm">
          {verdict?.ok ? (
            <Whole verdict={verdict} />
          ) : verdict ? (
            <State kind="bad">Damaged at row {verdict.seq}</State>
          ) : (
            "Each row carries the hash of the row before it, so a changed or missing row shows."
          )}
        </div>
      </div>
      {problem && <ErrorState problem={problem} onRetry={verify} />}
      {verdict && !verdict.ok && <Broken verdict={verdict} />}
    </div>
  );
}

function Whole({ verdict }: { verdict: Extract<AuditVerdict, { ok: true }> }) {
  const { rows, anchor, checkedAt } = verdict;
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <State kind="good">
        Whole: {rows} {rows === 1 ? "row" : "rows"}
      </State>
      <span>
        checked <Time at={checkedAt} />
      </span>
      <span>
        {anchor
          ? `anchored outside the database up to row ${anchor.seq}`
          : "not anchored outside the database yet"}
      </span>
    </span>
  );
}

function Broken({ verdict }: { verdict: Extract<AuditVerdict, { ok: false }> }) {
  const { seq, rows, problem } = verdict;
  return (
    <Callout kind="bad" role="alert" title={`The audit log is damaged: ${problem}`}>
      <p>
        {rows === 0 ? "No row before it can be trusted." : `Rows 1 to ${rows} are whole.`} Somebody changed
        the table past Patchbay, or it was restored from a backup. Compare it with a backup from before.
      </p>
      {seq <= rows + 1 && (
        <p className="mt-1">
          <Link href={`/activity/audit?newer=${Math.max(0, seq - 3)}`}>Show the rows round it</Link>
        </p>
      )}
    </Callout>
  );
}
