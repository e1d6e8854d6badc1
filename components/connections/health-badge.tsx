import { State, type StateKind } from "#components/ui/state.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Health, HealthState } from "#lib/connections/state.ts";

/** Unknown is grey: what was not measured is not drawn green. */
const LOOK: Record<HealthState, { kind: StateKind; word: string }> = {
  healthy: { kind: "good", word: "Healthy" },
  degraded: { kind: "warning", word: "Degraded" },
  failing: { kind: "bad", word: "Failing" },
  unknown: { kind: "unknown", word: "Unknown" },
  paused: { kind: "idle", word: "Paused" },
};

/** The state of a connection as it was measured, with the reasons on hover and focus. */
export function HealthBadge({ health, pill = false }: { health: Health; pill?: boolean }) {
  const { kind, word } = LOOK[health.state];
  const state = (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
  if (health.reasons.length === 0) return state;
  return (
    <Tooltip label={health.reasons.join(" ")}>
      <span>{state}</span>
    </Tooltip>
  );
}
