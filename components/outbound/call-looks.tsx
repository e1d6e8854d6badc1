import { State, type StateKind } from "#components/ui/state.tsx";
import type { CallPhase, CallTimelineEvent, Outcome } from "#lib/outbound/state.ts";

/** How each outcome is shown; what is not known is never drawn green. */
export const OUTCOME_LOOKS: Record<Outcome, { word: string; kind: StateKind }> = {
  answered: { word: "Answered", kind: "good" },
  no_answer: { word: "No answer", kind: "waiting" },
  busy: { word: "Busy", kind: "waiting" },
  failed: { word: "Failed", kind: "bad" },
  refused: { word: "Refused", kind: "bad" },
  not_placed: { word: "Not placed", kind: "bad" },
  unknown: { word: "Unknown", kind: "unknown" },
};

const PHASE_LOOKS: Record<CallPhase, { word: string; kind: StateKind }> = {
  waiting: { word: "Waits its turn", kind: "waiting" },
  placing: { word: "To be placed", kind: "waiting" },
  sending: { word: "Being placed", kind: "running" },
  unknown: { word: "Looked up", kind: "warning" },
  following: { word: "Under way", kind: "running" },
  done: { word: "Ended", kind: "idle" },
};

type CallStateProps = { phase: CallPhase; outcome: Outcome | null; pill?: boolean };

/** How a call stands, or how it ended. */
export function CallState({ phase, outcome, pill = false }: CallStateProps) {
  const { word, kind } = outcome ? OUTCOME_LOOKS[outcome] : PHASE_LOOKS[phase];
  return (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
}

export const EVENT_LOOKS: Record<CallTimelineEvent["kind"], { word: string; kind: StateKind }> = {
  requested: { word: "Requested", kind: "idle" },
  placed: { word: "Placed", kind: "good" },
  held_back: { word: "Held back", kind: "waiting" },
  refused: { word: "Refused", kind: "bad" },
  unclear: { word: "No clear answer", kind: "warning" },
  state: { word: "State", kind: "idle" },
  looked: { word: "Looked up", kind: "idle" },
  ended: { word: "Ended", kind: "idle" },
  resumed: { word: "Resumed", kind: "warning" },
};
