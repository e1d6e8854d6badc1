"use client";

import { QueryProvider } from "#components/query-provider.tsx";
import { SetupLayout } from "#components/setup/setup-layout.tsx";
import { StepDocs } from "#components/setup/step-docs.tsx";
import { BetaBadge, SandboxBadge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { SetupView, StepView } from "#lib/setup/schema.ts";
import { EditConflict } from "./edit-conflict.tsx";
import { toSetupSteps } from "./setup-mapping.ts";
import { setupPath } from "./setup-path.ts";
import { StepBody } from "./step-body.tsx";
import { StepChecks } from "./step-checks.tsx";
import { StepWaiting } from "./step-waiting.tsx";
import { useSetup } from "./use-setup.ts";

export type WizardProps = {
  handoverId: string;
  kind: HandoverKind;
  stepId: string;
  initial: SetupView;
  connections: readonly ConnectionView[];
  defaultIssuer: string;
  sandbox: boolean;
};

/** One page for every step of a handover's set-up. */
export function SetupWizard(props: WizardProps) {
  return (
    <QueryProvider>
      <Wizard {...props} />
    </QueryProvider>
  );
}

const MODES: Record<StepView["mode"], (system: string) => string> = {
  automatic: () => "Patchbay does this",
  guided: (system) => `You do this in ${system}`,
  attested: (system) => `You do this in ${system} and tick it`,
};

function Wizard({ handoverId, kind, stepId, initial, connections, defaultIssuer, sandbox }: WizardProps) {
  const setup = useSetup(handoverId, kind, initial);
  const { steps, title } = setup.setup;
  const step = steps.find(({ id }) => id === stepId) ?? steps[0];
  if (!step) return null;
  const effort =
    step.guide || step.mode !== "automatic"
      ? `${MODES[step.mode](SYSTEM_NAMES[kind])} · ${step.minutes} min`
      : undefined;
  return (
    <SetupLayout
      title={title}
      steps={toSetupSteps(steps, (id) => setupPath(handoverId, id))}
      currentId={step.id}
      saved={
        <>
          {sandbox && <SandboxBadge />} <BetaBadge />
        </>
      }
      effort={effort}
      exit={<Link href={`/handovers/${handoverId}`}>Leave and finish later</Link>}
      docs={
        <StepDocs
          why={step.why}
          who={step.who}
          minutes={step.minutes}
          {...(step.docs.path.length > 0 ? { path: step.docs.path } : {})}
          doesNotProve={step.docs.doesNotProve}
        >
          {step.docs.link && (
            <Link href={step.docs.link} external>
              The vendor's own page
            </Link>
          )}
        </StepDocs>
      }
    >
      <div className="grid gap-6">
        {step.notes.map((note) => (
          <Callout key={note.text} kind={note.tone === "warning" ? "warning" : "info"}>
            {note.text}
          </Callout>
        ))}
        <EditConflict step={step} setup={setup} />
        <StepBody
          key={`${step.id} ${setup.formKey}`}
          step={step}
          setup={setup}
          connections={connections}
          defaultIssuer={defaultIssuer}
        />
        {step.checks.length > 0 && <StepChecks step={step} setup={setup} />}
        <StepWaiting step={step} setup={setup} />
      </div>
    </SetupLayout>
  );
}
