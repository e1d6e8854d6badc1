"use client";

import { AttestedStep as Attested } from "#components/setup/attested-step.tsx";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

const PRESS: Record<HandoverKind, string> = {
  cxone: "Press Update Role Permissions in CXone when the permissions are ticked.",
  engage: "Press Save in Engage when it is set as it stands here.",
};

/** Done in the contact centre, where no API sees it. */
export function AttestedStep({ step, setup }: StepBodyProps) {
  return <Attested step={step} setup={setup} system={SYSTEM_NAMES[setup.kind]} press={PRESS[setup.kind]} />;
}
