"use client";

import { lazy, type ReactElement, Suspense } from "react";
import { GuidedStep } from "#components/setup/guided-step.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { AttestedStep } from "./steps/attested-step.tsx";
import { AutomaticStep } from "./steps/automatic-step.tsx";
import { BotStep } from "./steps/bot-step.tsx";
import { ByocStep } from "./steps/byoc-step.tsx";
import { ConnectionStep } from "./steps/connection-step.tsx";
import { NameStep } from "./steps/name-step.tsx";
import { ReviewStep } from "./steps/review-step.tsx";
import { SettingsStep } from "./steps/settings-step.tsx";
import { SkillStep } from "./steps/skill-step.tsx";
import { TestStep } from "./steps/test-step.tsx";
import type { StepBodyProps } from "./use-handover-setup.ts";

type Props = StepBodyProps & { connections: readonly ConnectionView[]; defaultIssuer: string };

// Fetched when it is needed: most handovers have no use for it.
const EngageBody = lazy(() => import("./engage/engage-bodies.tsx"));

/** The steps that are the same for all kinds. */
const SHARED: Record<string, (props: Props) => ReactElement> = {
  name: NameStep,
  bot: BotStep,
  connection: ConnectionStep,
  settings: SettingsStep,
  review: ReviewStep,
  test: TestStep,
};

/** The middle of the page: a form of its own where something is chosen, else what the step's mode asks for. */
const BODIES: Record<string, (props: Props) => ReactElement> = {
  byoc: ByocStep,
  skill: SkillStep,
  roles: AttestedStep,
};

export function StepBody(props: Props) {
  const { step, setup } = props;
  const Shared = SHARED[step.id];
  if (Shared) return <Shared {...props} />;
  if (setup.kind === "engage") {
    return (
      <Suspense fallback={<Skeleton className="h-48" />}>
        <EngageBody step={step} setup={setup} />
      </Suspense>
    );
  }
  const Body = BODIES[step.id] ?? (step.mode === "automatic" ? AutomaticStep : GuidedStep);
  return <Body {...props} />;
}
