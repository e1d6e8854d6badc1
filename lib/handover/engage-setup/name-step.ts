import "server-only";
import { nameStep as anyNameStep } from "#lib/handover/setup-steps/name-step.ts";
import type { Step } from "#lib/setup/step.ts";
import type { EngageContext } from "./context.ts";

export const nameStep: Step<EngageContext> = {
  ...anyNameStep,
  why: "The name is suggested for the source, and the webhook and the folder are called by it. Choose one that colleagues recognise.",
  docs: {
    path: [],
    link: "https://docs.cognigy.com/ai/escalate/handover-reference/ringcentral-engage",
    doesNotProve: "Anything about Engage: the next steps do.",
  },
  notes: [
    {
      tone: "info",
      text: "The RingCentral Engage handover is in beta at Cognigy, from version 4.97 on.",
      source: "E-02",
    },
  ],
};
