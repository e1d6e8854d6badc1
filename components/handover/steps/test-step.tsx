"use client";

import { StepGuide } from "#components/setup/step-guide.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

const AT_THE_DESK: Record<HandoverKind, readonly string[]> = {
  cxone: [
    "Open the agent application, go available, accept the conversation and reply.",
    "Run the check below when the reply stands in the webchat.",
  ],
  engage: [
    "At the desk of Engage open the conversation and reply as one of the agents you chose.",
    "Close it there when the reply stands in the webchat, then run the checks below.",
  ],
};

/** One conversation through the whole line (E-72). */
export function TestStep({ step, setup }: StepBodyProps) {
  const done = step.status === "done";
  return (
    <div className="grid gap-4">
      {done ? (
        <Callout
          kind="good"
          title="The line works"
          actions={<Link href={`/handovers/${setup.handoverId}`}>Go to the handover</Link>}
        >
          An agent's reply has reached a visitor.
        </Callout>
      ) : (
        <Callout kind="waiting">{step.todo}</Callout>
      )}
      <ol className="grid list-decimal gap-2 pl-5 text-sm">
        <li>
          <Button asChild size="sm">
            <a href={`/chat/${setup.handoverId}`} target="_blank" rel="noreferrer">
              Open webchat<span className="sr-only"> (opens a new tab)</span>
            </a>
          </Button>{" "}
          and write "human".
        </li>
        {AT_THE_DESK[setup.kind].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <StepGuide step={step} />
    </div>
  );
}
