import type { ReactNode } from "react";
import { CallsLink } from "../ui/calls-link.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Duration } from "../ui/duration.tsx";
import { State, type StateKind } from "../ui/state.tsx";
import { Time } from "../ui/time.tsx";

export type CheckState =
  | "not-run"
  | "running"
  | "passed"
  | "failed"
  | "warning"
  | "stale"
  | "waiting"
  | "not-applicable";

export type CheckResult = {
  id: string;
  name: string;
  state: CheckState;
  /** What was found, in one sentence. */
  message?: string;
  /** When it ran. */
  at?: string;
  /** How long it took, in milliseconds. */
  ms?: number;
  /** Of the request that ran it: its calls are in the request log. */
  requestId?: string;
  /** What was sent and answered, redacted. */
  evidence?: unknown;
  doesNotProve?: string;
  /** What to do, where. */
  fix?: ReactNode;
};

export const checkStates: Record<CheckState, { kind: StateKind; word: string }> = {
  "not-run": { kind: "idle", word: "Not run" },
  running: { kind: "running", word: "Running" },
  passed: { kind: "good", word: "Passed" },
  failed: { kind: "bad", word: "Failed" },
  warning: { kind: "warning", word: "Passed, with a remark" },
  stale: { kind: "unknown", word: "Out of date" },
  waiting: { kind: "waiting", word: "Waiting" },
  "not-applicable": { kind: "idle", word: "Does not apply" },
};

type CheckListProps = {
  checks: readonly CheckResult[];
  /** A "Run now" for one check. */
  action?: (check: CheckResult) => ReactNode;
};

/** Named checks with what they found. Goes into a `Section` whose actions hold "Run now". */
export function CheckList({ checks, action }: CheckListProps) {
  return (
    <ul className="divide-y" aria-live="polite">
      {checks.map((check) => (
        <li key={check.id} className="px-3 py-2">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
            <div className="min-w-0 flex-1 basis-48">
              <p className="font-medium text-sm">{check.name}</p>
              {check.message && <p className="break-words text-muted text-sm">{check.message}</p>}
            </div>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
              {check.ms !== undefined && <Duration ms={check.ms} />}
              {check.at && <Time at={check.at} />}
              <CallsLink requestId={check.requestId} />
              <State kind={checkStates[check.state].kind} pill>
                {checkStates[check.state].word}
              </State>
              {action?.(check)}
            </div>
          </div>
          {check.fix && (
            <div className="mt-1 text-sm">
              <span className="font-medium">Fix: </span>
              {check.fix}
            </div>
          )}
          {(check.evidence !== undefined || check.doesNotProve) && (
            <Disclosure summary="Evidence" className="mt-1">
              <div className="space-y-2">
                {check.evidence !== undefined && (
                  <CodeBlock label="Sent and answered" value={check.evidence} />
                )}
                {check.doesNotProve && (
                  <p className="text-muted text-sm">
                    <span className="font-medium">Does not prove: </span>
                    {check.doesNotProve}
                  </p>
                )}
              </div>
            </Disclosure>
          )}
        </li>
      ))}
    </ul>
  );
}
