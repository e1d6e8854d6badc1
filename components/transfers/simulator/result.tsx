"use client";

import { Callout } from "#components/ui/callout.tsx";
import { Duration } from "#components/ui/duration.tsx";
import type { PolicyBody } from "#lib/transfers/schema.ts";
import type { Simulation } from "#lib/transfers/simulation/state.ts";
import { stepInWords } from "#lib/transfers/words/mapping.ts";
import { OutcomeState } from "../outcome.tsx";
import { Timeline } from "../timeline/timeline.tsx";

/** Where the call ended up, why, and every branch on the way. */
export function Result({ body, simulation }: { body: PolicyBody; simulation: Simulation }) {
  if (!simulation.ok) return <Callout kind="bad" title={simulation.error.message} />;
  const { outcome, step, reason, attempts, durationMs, timeline } = simulation;
  return (
    <div className="space-y-3">
      <div className="rounded-md border bg-surface p-3 text-sm" role="status">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <OutcomeState outcome={outcome} pill />
          <span className="font-medium">{stepInWords(body, step)}</span>
          <span className="text-muted">
            after <Duration ms={durationMs} />, {attempts} {attempts === 1 ? "transfer" : "transfers"} issued
          </span>
        </p>
        {reason && <p className="mt-1 text-muted">{reason.text}</p>}
      </div>
      <Timeline events={timeline} open={false} />
    </div>
  );
}
