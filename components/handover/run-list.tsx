import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunView } from "#lib/setup/schema.ts";

const STATES: Record<RunView["state"], { kind: StateKind; word: string }> = {
  queued: { kind: "running", word: "Queued" },
  running: { kind: "running", word: "Running" },
  done: { kind: "good", word: "Done" },
  failed: { kind: "bad", word: "Failed" },
};
const INTENTS: Record<RunView["intent"], string> = { apply: "Apply", teardown: "Teardown", undo: "Undo" };

/** The latest runs of a handover. */
export function RunList({ handoverId, runs }: { handoverId: string; runs: readonly RunView[] }) {
  return (
    <Section title="Recent runs">
      {runs.length === 0 ? (
        <p className="px-3 py-2 text-muted text-sm">Nothing has been applied yet.</p>
      ) : (
        <ul className="divide-y">
          {runs.map((run) => (
            <li
              key={run.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2 text-sm"
            >
              <span>
                <Link href={`/handovers/${handoverId}/runs/${run.id}`}>{INTENTS[run.intent]}</Link>{" "}
                <span className="text-muted">
                  {run.done} of {run.total} lines · {run.requestedBy} · <Time at={run.createdAt} />
                </span>
              </span>
              <State kind={STATES[run.state].kind}>{STATES[run.state].word}</State>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
