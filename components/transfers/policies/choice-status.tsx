import { State, type StateKind } from "#components/ui/state.tsx";

/** Words of contact centres for what takes calls, and for what does not. Whatever else they say is shown as it is. */
const KINDS: Record<string, StateKind> = {
  ACTIVE: "good",
  AVAILABLE: "good",
  INACTIVE: "bad",
  UNAVAILABLE: "idle",
  OFFLINE: "idle",
  LOGGEDOUT: "idle",
};

/** The status of a queue, a skill or an agent, in the contact centre's own word; an inactive one is not overlooked. */
export function ChoiceStatus({ status }: { status: string | null }) {
  if (!status) return null;
  return (
    <State kind={KINDS[status.toUpperCase().replaceAll(/[\s_]/g, "")] ?? "unknown"} pill>
      {status}
    </State>
  );
}
