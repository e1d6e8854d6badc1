import { State, type StateKind } from "#components/ui/state.tsx";
import type { LiveTransfer } from "#lib/transfers/run/schema.ts";
import type { Phase } from "#lib/transfers/state.ts";

const WORDS: Record<Phase, { kind: StateKind; word: string }> = {
  checking: { kind: "running", word: "Checking" },
  issuing: { kind: "running", word: "Issuing" },
  held: { kind: "waiting", word: "Held back" },
  watching: { kind: "running", word: "Under way" },
  joining: { kind: "running", word: "Joining the legs" },
  withdrawing: { kind: "warning", word: "Taking the call back" },
  reconciling: { kind: "warning", word: "Reading what became of it" },
  closing: { kind: "running", word: "Closing" },
  done: { kind: "good", word: "Ended" },
};

type PhaseStateProps = Pick<LiveTransfer, "phase" | "callState" | "unknown" | "cancelBy"> & {
  pill?: boolean;
};

/** How an open transfer stands: what the contact centre calls it while it is watched, else what we do. */
export function PhaseState({ phase, callState, unknown, cancelBy, pill }: PhaseStateProps) {
  const { kind, word } = WORDS[phase];
  const text = phase === "watching" && callState ? callState : word;
  // While it is taken back it is known what goes on.
  const isUnknown = unknown && phase !== "withdrawing";
  return (
    <State kind={isUnknown ? "unknown" : kind} pill={pill}>
      {isUnknown ? "Unknown" : text}
      {cancelBy && phase !== "closing" && " · cancel asked"}
    </State>
  );
}
