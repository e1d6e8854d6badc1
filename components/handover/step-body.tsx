"use client";

import type { ReactElement } from "react";
import type { ConnectionView } from "#lib/connections/schema.ts";
import { AutomaticStep } from "./steps/automatic-step.tsx";
import { BotStep } from "./steps/bot-step.tsx";
import { ByocStep } from "./steps/byoc-step.tsx";
import { ConnectionStep } from "./steps/connection-step.tsx";
import { GuidedStep } from "./steps/guided-step.tsx";
import { NameStep } from "./steps/name-step.tsx";
import { ReviewStep } from "./steps/review-step.tsx";
import { RolesStep } from "./steps/roles-step.tsx";
import { SettingsStep } from "./steps/settings-step.tsx";
import { SkillStep } from "./steps/skill-step.tsx";
import { TestStep } from "./steps/test-step.tsx";
import type { StepBodyProps } from "./use-setup.ts";

type Props = StepBodyProps & { connections: readonly ConnectionView[]; defaultIssuer: string };

/** The middle of the page: a form of its own where something is chosen, else what the step's mode asks for. */
const BODIES: Record<string, (props: Props) => ReactElement> = {
  name: NameStep,
  bot: BotStep,
  connection: ConnectionStep,
  byoc: ByocStep,
  skill: SkillStep,
  settings: SettingsStep,
  review: ReviewStep,
  roles: RolesStep,
  test: TestStep,
};

export function StepBody(props: Props) {
  const Body = BODIES[props.step.id] ?? (props.step.mode === "automatic" ? AutomaticStep : GuidedStep);
  return <Body {...props} />;
}
