import { State } from "#components/ui/state.tsx";

/** Whether CXone uses it. There is no deleting: what is not needed is deactivated. */
export function ActiveState({ active, pill = false }: { active: boolean; pill?: boolean }) {
  return (
    <State kind={active ? "good" : "idle"} pill={pill}>
      {active ? "Active" : "Not active"}
    </State>
  );
}
