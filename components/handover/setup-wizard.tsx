"use client";

import { QueryProvider } from "#components/query-provider.tsx";
import { StepFrame } from "#components/setup/step-frame.tsx";
import { BetaBadge, SandboxBadge } from "#components/ui/badge.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { SetupView } from "#lib/setup/schema.ts";
import { StepBody } from "./step-body.tsx";
import { useHandoverSetup } from "./use-handover-setup.ts";

export type WizardProps = {
  handoverId: string;
  kind: HandoverKind;
  stepId: string;
  initial: SetupView;
  connections: readonly ConnectionView[];
  defaultIssuer: string;
  sandbox: boolean;
  mayAct: boolean;
};

/** Who it usually is that a step waits for. */
const SUGGESTIONS: Record<string, string> = {
  byoc: "the CXone administrator",
  "default-skill": "the CXone administrator",
  roles: "the CXone administrator",
  community: "the Engage administrator",
  source: "the Engage administrator",
  identities: "the Engage administrator",
  "source-filter": "the Engage administrator",
};

const CONNECTION: Record<HandoverKind, string> = {
  cxone: "NICE (application registration)",
  engage: "the Engage administrator",
};

/** One page for every step of a handover's set-up. */
export function SetupWizard(props: WizardProps) {
  return (
    <QueryProvider>
      <Wizard {...props} />
    </QueryProvider>
  );
}

function Wizard(props: WizardProps) {
  const { handoverId, kind, stepId, initial, connections, defaultIssuer, sandbox, mayAct } = props;
  const setup = useHandoverSetup(handoverId, kind, initial);
  const { steps } = setup.setup;
  const step = steps.find(({ id }) => id === stepId) ?? steps[0];
  if (!step) return null;
  return (
    <StepFrame
      step={step}
      setup={setup}
      system={SYSTEM_NAMES[kind]}
      home={`/handovers/${handoverId}`}
      badges={
        <>
          {sandbox && <SandboxBadge />} <BetaBadge />
        </>
      }
      waitsFor={step.id === "connection" ? CONNECTION[kind] : SUGGESTIONS[step.id]}
      mayAct={mayAct}
    >
      <StepBody
        key={`${step.id} ${setup.formKey}`}
        step={step}
        setup={setup}
        connections={connections}
        defaultIssuer={defaultIssuer}
      />
    </StepFrame>
  );
}
