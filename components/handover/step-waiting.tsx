"use client";

import { WaitingForm } from "#components/setup/waiting-form.tsx";
import { WaitingPanel } from "#components/setup/waiting-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatDay } from "#components/ui/format-time.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { StepBodyProps } from "./use-setup.ts";

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

/** Whom else set-ups wait for. */
const OTHERS = ["NICE", "the tenant admin", "the account representative", "DNS"];

/** Says that a step waits for somebody, for hours or days, and takes it up again. */
export function StepWaiting({ step, setup }: StepBodyProps) {
  const suggestion = step.id === "connection" ? CONNECTION[setup.kind] : SUGGESTIONS[step.id];
  if (step.waiting) {
    const { for: on, since, note, remindAt } = step.waiting;
    return (
      <WaitingPanel
        on={on}
        since={since}
        note={
          <>
            {note}
            {remindAt && <span className="text-muted"> Reminder on {formatDay(Date.parse(remindAt))}.</span>}
          </>
        }
        actions={
          <Button size="sm" onClick={() => setup.wait(step, null, "", "")}>
            They have done it
          </Button>
        }
      />
    );
  }
  if (step.status === "done" || step.status === "blocked") return null;
  return (
    <WaitingForm
      suggestion={suggestion ?? ""}
      others={OTHERS}
      onWait={({ on, note, remindOn }) => setup.wait(step, on, note, remindOn)}
    />
  );
}
