"use client";

import { StepGuide } from "#components/setup/step-guide.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ChannelStepProps } from "../channel-wizard.tsx";
import { LazyMailPanel } from "../lazy-mail-panel.tsx";

/** One mail, written by the person and seen arriving in CXone. */
export function TestStep({ step, channel, mail }: ChannelStepProps) {
  return (
    <div className="grid gap-4">
      {step.status === "done" ? (
        <Callout
          kind="good"
          title="Mail arrives"
          actions={<Link href={`/email/channels/${channel.id}`}>Go to the channel</Link>}
        >
          A mail has come in over the channel.
        </Callout>
      ) : (
        <Callout kind="waiting">{step.todo}</Callout>
      )}
      {mail && (
        <p className="text-sm">
          Send a round trip below: Patchbay looks for it in CXone, and this step is done once it is there. Or
          write the mail yourself:
        </p>
      )}
      <ol className="grid list-decimal gap-2 pl-5 text-sm">
        <li>Write a mail from any mailbox to the point of contact, with the subject below.</li>
        <li>Run the check: CXone is asked for a message of this channel with that subject.</li>
        <li>Answer it as an agent, and see that the answer reaches the mailbox.</li>
      </ol>
      <StepGuide step={step} />
      {mail && <LazyMailPanel mail={mail} channel={channel} stepId={step.id} />}
    </div>
  );
}
