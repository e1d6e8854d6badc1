import { State, type StateKind } from "#components/ui/state.tsx";
import type { NamedCheck } from "#lib/connections/schema.ts";

const LOOK: Record<NamedCheck["state"], { kind: StateKind; word: string }> = {
  passed: { kind: "good", word: "Passed" },
  warning: { kind: "warning", word: "Warning" },
  failed: { kind: "bad", word: "Failed" },
  not_run: { kind: "idle", word: "Not run" },
};

/** Named checks, each with what it found and what it does not prove. */
export function CheckResults({ checks }: { checks: readonly NamedCheck[] }) {
  return (
    <ul className="divide-y">
      {checks.map((check) => (
        <li key={check.id} className="py-3 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium text-sm">{check.name}</span>
            <span className="flex items-baseline gap-3 text-sm">
              {check.durationMs !== undefined && (
                <span className="text-faint tabular-nums">{check.durationMs} ms</span>
              )}
              <State kind={LOOK[check.state].kind}>{LOOK[check.state].word}</State>
            </span>
          </div>
          <p className="text-muted text-sm">{check.message}</p>
          {check.fix && <p className="text-sm">{check.fix}</p>}
          <p className="text-faint text-xs">Does not prove: {check.doesNotProve}</p>
        </li>
      ))}
    </ul>
  );
}
