import { useSetup } from "#components/setup/use-setup.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { SetupView, StepView } from "#lib/setup/schema.ts";
import { setupPath } from "./setup-path.ts";

/** The set-up of a handover, which its own steps ask for its kind. */
export function useHandoverSetup(handoverId: string, kind: HandoverKind, initial: SetupView) {
  const base = `/api/handovers/${handoverId}`;
  const setup = useSetup({ base, pathOf: (stepId) => setupPath(handoverId, stepId) }, initial);
  return { ...setup, handoverId, kind };
}

export type HandoverSetup = ReturnType<typeof useHandoverSetup>;
export type StepBodyProps = { step: StepView; setup: HandoverSetup };
