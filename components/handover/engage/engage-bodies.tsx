"use client";

import type { ReactElement } from "react";
import { GuidedStep } from "#components/setup/guided-step.tsx";
import { AttestedStep } from "../steps/attested-step.tsx";
import { AutomaticStep } from "../steps/automatic-step.tsx";
import type { StepBodyProps } from "../use-handover-setup.ts";
import { AgentsStep } from "./agents-step.tsx";
import { CategoriesStep } from "./categories-step.tsx";
import { CommunityStep } from "./community-step.tsx";
import { FolderStep } from "./folder-step.tsx";
import { SourceStep } from "./source-step.tsx";
import { WebhookStep } from "./webhook-step.tsx";

const BODIES: Record<string, (props: StepBodyProps) => ReactElement> = {
  community: CommunityStep,
  categories: CategoriesStep,
  source: SourceStep,
  agents: AgentsStep,
  webhook: WebhookStep,
  folder: FolderStep,
};

const OTHERS = { automatic: AutomaticStep, guided: GuidedStep, attested: AttestedStep };

/** The steps that only a handover to Engage has; fetched when one is opened. */
export default function EngageBody(props: StepBodyProps) {
  const Body = BODIES[props.step.id] ?? OTHERS[props.step.mode];
  return <Body {...props} />;
}
