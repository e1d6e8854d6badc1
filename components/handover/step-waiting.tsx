"use client";

import { WaitingForm } from "#components/setup/waiting-form.tsx";
import { WaitingPanel } from "#components/setup/waiting-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import type { StepBodyProps } from "./use-setup.ts";

/** Who it usually is that a step waits for. */
const SUGGESTIONS: Record<string, string> = {
  connection: "NICE (application registration)",
  byoc: "the CXone administrator",
  "default-skill": "the CXone administrator",
  roles: "the CXone administrator",
};

/** Says that a step waits for somebody, for hours or days, and takes it up again. */
export function StepWaiting({ step, setup }: StepBodyProps) {
  const suggestion = SUGGESTIONS[step.id];
  if (step.waiting) {
    const { for: on, since, note } = step.waiting;
    return (
      <WaitingPanel
        on={on}
        since={since}
        note={note}
        actions={
          <Button size="sm" onClick={() => setup.wait(step, null, "")}>
            They have done it
          </Button>
        }
      />
    );
  }
  if (!suggestion || step.status === "done") return null;
  return <WaitingForm suggestion={suggestion} onWait={({ on, note }) => setup.wait(step, on, note)} />;
}
