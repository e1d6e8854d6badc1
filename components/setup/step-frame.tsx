"use client";

import type { ReactNode } from "react";
import type { StepView } from "#lib/setup/schema.ts";
import { Callout } from "../ui/callout.tsx";
import { Link } from "../ui/link.tsx";
import { EditConflict } from "./edit-conflict.tsx";
import { SetupLayout } from "./setup-layout.tsx";
import { toSetupSteps } from "./setup-mapping.ts";
import { StepChecks } from "./step-checks.tsx";
import { StepDocs } from "./step-docs.tsx";
import { StepReading } from "./step-reading.tsx";
import { StepWaiting } from "./step-waiting.tsx";
import type { StepProps } from "./use-setup.ts";

type StepFrameProps = StepProps & {
  /** The other system as people call it. */
  system: string;
  /** Home of the subject: where "Leave and finish later" leads. */
  home: string;
  /** Beside the title. */
  badges?: ReactNode;
  /** Whom this step usually waits for. */
  waitsFor?: string | undefined;
  /** Who may only read sees what is wanted and how it stands, in place of the body. */
  mayAct?: boolean;
  /** The body of the step. */
  children: ReactNode;
};

const MODES: Record<StepView["mode"], (system: string) => string> = {
  automatic: () => "Patchbay does this",
  guided: (system) => `You do this in ${system}`,
  attested: (system) => `You do this in ${system} and tick it`,
};

/** What stands around every step of every set-up: its list, docs, notes, conflict of editors, checks and waiting. */
export function StepFrame(props: StepFrameProps) {
  const { step, setup, system, home, badges, waitsFor, mayAct = true, children } = props;
  const effort =
    step.guide || step.mode !== "automatic" ? `${MODES[step.mode](system)} · ${step.minutes} min` : undefined;
  return (
    <SetupLayout
      title={setup.setup.title}
      steps={toSetupSteps(setup.setup.steps, setup.pathOf)}
      currentId={step.id}
      saved={badges}
      effort={effort}
      exit={<Link href={home}>{mayAct ? "Leave and finish later" : "Back"}</Link>}
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
        {mayAct ? (
          <>
            <EditConflict step={step} setup={setup} />
            {children}
          </>
        ) : (
          <StepReading step={step} />
        )}
        {step.checks.length > 0 && <StepChecks step={step} setup={setup} mayAct={mayAct} />}
        <StepWaiting
          step={step}
          setup={setup}
          mayAct={mayAct}
          {...(waitsFor ? { suggestion: waitsFor } : {})}
        />
      </div>
    </SetupLayout>
  );
}
