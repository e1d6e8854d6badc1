import NextLink from "next/link";
import { Leftovers } from "#components/setup/leftovers.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { SYSTEM_NAMES } from "#lib/handover/mapping.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { ByHandView, RunView } from "#lib/setup/schema.ts";

type RunEndProps = {
  kind: HandoverKind;
  handoverId: string;
  run: RunView;
  /** What the set-up asks of a person next; null when nothing. */
  next: string | null;
  byHand: readonly ByHandView[];
  mayAct: boolean;
};

/** What it means that a run has ended, and what to do next. */
export function RunEnd(props: RunEndProps) {
  const { run, handoverId } = props;
  if (run.state === "failed") return <Failed {...props} />;
  if (run.state !== "done") return null;
  if (run.intent === "teardown") return <TornDown {...props} />;
  const home = (
    <Button asChild size="sm">
      <NextLink href={`/handovers/${handoverId}`}>Go to the handover</NextLink>
    </Button>
  );
  if (run.intent === "undo") {
    return (
      <Callout kind="good" title="What the failed run made is removed" actions={home}>
        The handover stands where it stood before that run, apart from objects that the run only changed.
      </Callout>
    );
  }
  return (
    <Callout
      kind="good"
      title="Everything is applied"
      actions={
        props.next === null ? (
          home
        ) : (
          <Button asChild size="sm" variant="primary">
            <NextLink href={`/handovers/${handoverId}/setup`}>Continue the set-up</NextLink>
          </Button>
        )
      }
    >
      {props.next === null
        ? `${SYSTEM_NAMES[props.kind]} is as the plan said, and nothing is left to do.`
        : `Left to do: ${props.next}`}
    </Callout>
  );
}

/** What becomes of objects that the contact centre lets nobody delete. */
const GONE: Record<HandoverKind, string> = {
  cxone: "gone from CXone; a skill is switched off, because CXone deletes none.",
  engage: "gone from Engage; identities stay there, because Engage deletes none.",
};

function TornDown({ kind, run, handoverId, byHand, mayAct }: RunEndProps) {
  const open = byHand.filter((item) => !item.done).length;
  return (
    <>
      <Callout
        kind={open > 0 ? "waiting" : "good"}
        title={open > 0 ? `Removed, and ${open} left to you` : "Everything is removed"}
      >
        {run.total === 1 ? "The object" : `The ${run.total} objects`} above {run.total === 1 ? "is" : "are"}{" "}
        {GONE[kind]} What was there before was left alone, and the conversations stay readable.
      </Callout>
      {byHand.length > 0 && (
        <Section title="Left to you" note="No API removes these. Tick each once it is gone.">
          <Leftovers base={`/api/handovers/${handoverId}/leftovers`} items={byHand} mayTick={mayAct} />
        </Section>
      )}
    </>
  );
}

function Failed({ run, handoverId, mayAct }: RunEndProps) {
  const made = run.steps.filter((step) => step.state === "done" && step.action === "create").length;
  return (
    <Callout
      title="What was done stays done"
      actions={
        run.intent === "apply" &&
        made > 0 &&
        mayAct && (
          <Button asChild size="sm">
            <NextLink href={`/handovers/${handoverId}/teardown?undo=${run.id}`}>
              Undo what this run created
            </NextLink>
          </Button>
        )
      }
    >
      Mend what the failed step says, then retry: it goes on where it stopped.
      {made > 0 && " Or take back what this run created."}
    </Callout>
  );
}
