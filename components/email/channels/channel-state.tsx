import { State, type StateKind } from "#components/ui/state.tsx";
import type { EmailChannelState as Value } from "#lib/email/channels/schema.ts";

const LOOKS: Record<Value, { kind: StateKind; word: string }> = {
  draft: { kind: "idle", word: "Draft" },
  live: { kind: "good", word: "Live" },
  degraded: { kind: "bad", word: "Degraded" },
};

/** Where an email channel stands, in a word; one that waits says so before anything else. */
export function ChannelState({
  state,
  waits = false,
  pill = false,
}: {
  state: Value;
  waits?: boolean;
  pill?: boolean;
}) {
  const { kind, word } =
    waits && state === "draft" ? { kind: "waiting" as const, word: "Waiting" } : LOOKS[state];
  return (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
}
