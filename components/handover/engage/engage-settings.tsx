"use client";

import { useWatch } from "react-hook-form";
import { SwitchField } from "#components/form/toggle-fields.tsx";
import { GuideValues } from "#components/setup/guide-values.tsx";
import type { StepView } from "#lib/setup/schema.ts";
import { ProfilePreview } from "./profile-preview.tsx";

/** What only Engage has of the settings: queue updates, Apple Business Chat, and what a profile becomes. */
export function EngageSettings() {
  const forward = useWatch({ name: "forward" }) as string;
  return (
    <>
      <SwitchField
        name="queueUpdates"
        label="Get queue updates"
        help={
          forward === "all"
            ? "Place in the queue and wait reach the bot as events, in milliseconds, and the visitor reads them. They come in task mode only."
            : "Place in the queue and wait reach the bot as events, in milliseconds, from the handover on. They come in task mode only."
        }
      />
      <SwitchField
        name="appleBusinessChat"
        label="Apple Business Chat is used in this account"
        help="Then the agent of the API token needs reply on all sources that are no custom SDK sources; the check below looks."
      />
      <ProfilePreview />
    </>
  );
}

/** E-71: the seven values of the handover, and where each came from. */
export function SevenValues({ step }: { step: StepView }) {
  if (!step.guide) return null;
  const { system, path, values } = step.guide;
  return (
    <section aria-label="The seven values of this handover" className="grid gap-2">
      <h2 className="text-base">The seven values of this handover</h2>
      <GuideValues
        system={system}
        path={path}
        values={values.map(({ label, value, copy, note }) => ({ label, value: value ?? "", copy, note }))}
      >
        Patchbay stands in the place of this provider: nothing has to be entered there. All seven are
        required.
      </GuideValues>
    </section>
  );
}
