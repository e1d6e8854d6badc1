"use client";

import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import type { StepProps } from "./use-setup.ts";

/** Two people edited the same step: who was first, and a choice. What this person typed stays in the form below. */
export function EditConflict({ step, setup }: StepProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const { conflict } = setup;
  if (conflict?.stepId !== step.id) return null;
  const run = (name: string, deed: () => Promise<void>) => async () => {
    setBusy(name);
    // A refusal shows as a conflict again.
    await deed().catch(() => {});
    setBusy(null);
  };
  return (
    <Callout
      kind="warning"
      role="alert"
      title="Two versions of this step"
      actions={
        <>
          <Button size="sm" loading={busy === "mine"} onClick={run("mine", () => setup.keepMine(step))}>
            Use mine
          </Button>
          <Button size="sm" loading={busy === "theirs"} onClick={run("theirs", setup.takeTheirs)}>
            Reload theirs
          </Button>
        </>
      }
    >
      {conflict.theirs} Yours is not saved yet.
    </Callout>
  );
}
