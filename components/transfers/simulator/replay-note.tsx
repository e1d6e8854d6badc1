"use client";

import { useMemo } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { fillScenario } from "#lib/transfers/policies/scenario/mapping.ts";
import type { Replay } from "#lib/transfers/policies/schema.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";
import { scenarioOf } from "#lib/transfers/simulation/replay/mapping.ts";
import { simulate } from "#lib/transfers/simulation/state.ts";
import { stepInWords } from "#lib/transfers/words/mapping.ts";
import { OutcomeState } from "../outcome.tsx";

/** `typed` is null where the policy is gone and nothing can be typed. */
type ReplayNoteProps = { dialect: Dialect; replay: Replay; typed: PolicyBody | null };

/** What happened to a call, beside what the policy of then and the one that is typed make of the same situation. */
export function ReplayNote({ dialect, replay, typed }: ReplayNoteProps) {
  const { id, policy, outcome, target } = replay;
  const decided = useMemo(() => {
    const scenario = scenarioOf(dialect, replay.timeline, policy.body, replay.callId);
    const then = { label: `Version ${policy.version}`, of: policy.body };
    return (typed ? [then, { label: "As typed now", of: typed }] : [then]).map((one) => ({
      ...one,
      simulation: simulate(dialect, one.of, fillScenario(one.of, scenario)),
    }));
  }, [dialect, replay, policy, typed]);
  return (
    <Callout title="A decision replayed">
      <p>
        The situation is that of <Link href={`/transfers/${id}`}>this transfer</Link>. What nobody looked at
        then is as it usually is.
      </p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted">Happened</dt>
        <dd className="flex flex-wrap gap-x-2">
          {outcome ? <OutcomeState outcome={outcome} /> : "still under way"} {target}
        </dd>
        {decided.map(({ label, simulation, of }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="flex flex-wrap gap-x-2">
              {simulation.ok ? (
                <>
                  <OutcomeState outcome={simulation.outcome} /> {stepInWords(of, simulation.step)}
                </>
              ) : (
                simulation.error.message
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Callout>
  );
}
