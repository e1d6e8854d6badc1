"use client";

import { Button } from "../ui/button.tsx";
import { formatDay } from "../ui/format-time.ts";
import type { StepProps } from "./use-setup.ts";
import { WaitingForm } from "./waiting-form.tsx";
import { WaitingPanel } from "./waiting-panel.tsx";

/** Whom else set-ups wait for. */
const OTHERS = ["NICE", "the tenant admin", "the account representative", "DNS"];

/** Says that a step waits for somebody, for hours or days, and takes it up again. `suggestion`: who it usually is. */
export function StepWaiting(props: StepProps & { suggestion?: string; mayAct?: boolean }) {
  const { step, setup, suggestion = "", mayAct = true } = props;
  if (step.waiting) {
    const { for: on, since, note, remindAt, endsByItself } = step.waiting;
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
          mayAct &&
          !endsByItself && (
            <Button size="sm" onClick={() => setup.wait(step, null, "", "")}>
              They have done it
            </Button>
          )
        }
      />
    );
  }
  if (!mayAct || step.status === "done" || step.status === "blocked") return null;
  return (
    <WaitingForm
      suggestion={suggestion}
      others={OTHERS}
      onWait={({ on, note, remindOn }) => setup.wait(step, on, note, remindOn)}
    />
  );
}
