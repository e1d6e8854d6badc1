"use client";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { StepBodyProps } from "../use-setup.ts";
import { StepGuide } from "./step-guide.tsx";

/** One conversation through the whole line. */
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
        <li>Open the agent application, go available, accept the conversation and reply.</li>
        <li>Run the check below when the reply stands in the webchat.</li>
      </ol>
      <StepGuide step={step} />
    </div>
  );
}
