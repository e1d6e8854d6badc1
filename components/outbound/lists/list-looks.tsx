import { State, type StateKind } from "#components/ui/state.tsx";
import type { ListState } from "#lib/outbound/lists/state.ts";

const LOOKS: Record<ListState, { word: string; kind: StateKind }> = {
  ready: { word: "Not started", kind: "idle" },
  running: { word: "Running", kind: "running" },
  paused: { word: "Paused", kind: "waiting" },
  stopped: { word: "Stopped", kind: "bad" },
  done: { word: "Done", kind: "good" },
};

/** How a call list stands. */
export function ListStateLook({ state, pill = false }: { state: ListState; pill?: boolean }) {
  const { word, kind } = LOOKS[state];
  return (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
}
