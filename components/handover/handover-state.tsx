import { State, type StateKind } from "#components/ui/state.tsx";
import type { HandoverState as Value } from "#lib/handover/schema.ts";

const LOOKS: Record<Value, { kind: StateKind; word: string }> = {
  draft: { kind: "idle", word: "Draft" },
  ready: { kind: "waiting", word: "Ready to apply" },
  applying: { kind: "running", word: "Applying" },
  live: { kind: "good", word: "Live" },
  degraded: { kind: "bad", word: "Degraded" },
  paused: { kind: "waiting", word: "Paused" },
  removing: { kind: "running", word: "Tearing down" },
  removed: { kind: "idle", word: "Removed" },
};

/** The word for a state, in the middle of a sentence. */
export const stateWord = (state: Value): string => LOOKS[state].word.toLowerCase();

/** Where a handover stands, in a word. */
export function HandoverState({ state, pill = false }: { state: Value; pill?: boolean }) {
  const { kind, word } = LOOKS[state];
  return (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
}
