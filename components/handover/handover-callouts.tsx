import NextLink from "next/link";
import { Leftovers } from "#components/setup/leftovers.tsx";
import { WaitingPanel } from "#components/setup/waiting-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { formatDay } from "#components/ui/format-time.ts";
import type { HandoverView } from "#lib/handover/schema.ts";
import type { SetupView } from "#lib/setup/schema.ts";
import { MovedCallout } from "./moved-callout.tsx";
import { PendingChanges } from "./pending-changes.tsx";
import { setupPath } from "./setup-path.ts";

type HandoverCalloutsProps = { handover: HandoverView; setup: SetupView; mayAct: boolean; isAdmin: boolean };

/** What a person has to know first about a handover: what is not applied, paused, waited for or left over. */
export function HandoverCallouts({ handover, setup, mayAct, isAdmin }: HandoverCalloutsProps) {
  const { id, state, openConversations: open } = handover;
  const waiting = setup.steps.flatMap((step) => (step.waiting ? [{ step, waiting: step.waiting }] : []));
  return (
    <div className="mb-6 grid gap-3 empty:hidden">
      {state === "paused" && (
        <Callout kind="waiting" title="Paused">
          Visitors who ask for a person read the cancel message and go on with the bot.
          {open > 0 && ` ${open} ${open === 1 ? "conversation goes" : "conversations go"} on to the end.`}
        </Callout>
      )}
      {handover.movedTo && <MovedCallout handoverId={id} movedTo={handover.movedTo} mayAct={isAdmin} />}
      {state !== "removed" && <PendingChanges handoverId={id} changes={setup.pending} mayAct={mayAct} />}
      {waiting.map(({ step, waiting: { for: on, since, note, remindAt } }) => (
        <WaitingPanel
          key={step.id}
          on={on}
          since={since}
          note={
            <>
              {step.title}
              {note && `: ${note}`}
              {remindAt && (
                <span className="text-muted"> Reminder on {formatDay(Date.parse(remindAt))}.</span>
              )}
            </>
          }
          actions={
            mayAct && (
              <Button asChild size="sm">
                <NextLink href={setupPath(id, step.id)}>Take it up again</NextLink>
              </Button>
            )
          }
        />
      ))}
      {state === "removed" && (
        <>
          <Callout title="Removed">
            Nothing reaches this handover any more. Its conversations stay readable, and it can be set up
            again.
          </Callout>
          {setup.byHand.length > 0 && (
            <Section title="Left to you" note="No API removes these. Tick each once it is gone.">
              <Leftovers base={`/api/handovers/${id}/leftovers`} items={setup.byHand} mayTick={mayAct} />
            </Section>
          )}
        </>
      )}
    </div>
  );
}
