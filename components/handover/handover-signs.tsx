import { Badge } from "#components/ui/badge.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { HandoverSigns as Signs } from "#lib/handover/schema.ts";

/** What deserves a look in a list: drift, and whom the set-up waits for. */
export function HandoverSigns({ drifted, waiting }: Signs) {
  return (
    <>
      {drifted > 0 && (
        <Badge
          tone="warning"
          title={`${drifted} ${drifted === 1 ? "field" : "fields"} changed outside of Patchbay`}
        >
          Drifted
        </Badge>
      )}
      {waiting && (
        <State kind="waiting" className="whitespace-normal">
          <span>
            Waiting for {waiting.for} since <Time at={waiting.since} as="day" />
          </span>
        </State>
      )}
    </>
  );
}
