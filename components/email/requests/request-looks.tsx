import { State, type StateKind } from "#components/ui/state.tsx";
import type { RequestState } from "#lib/email/requests/state.ts";

const LOOKS: Record<RequestState, [StateKind, string]> = {
  not_sent: ["idle", "Not sent"],
  sent: ["waiting", "Sent"],
  chased: ["waiting", "Chased"],
  done: ["good", "Done"],
  refused: ["bad", "Refused"],
};

/** How a request to the account representative stands. */
export function RequestLook({ state, pill }: { state: RequestState; pill?: boolean }) {
  const [kind, word] = LOOKS[state];
  return (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
}

export const requestStates = Object.entries(LOOKS).map(([value, [, label]]) => ({ value, label }));
