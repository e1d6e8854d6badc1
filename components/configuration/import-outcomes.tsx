import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import type { ConfigurationOutcome } from "#lib/configuration/schema.ts";

const states = {
  done: { kind: "good", word: "Done" },
  kept: { kind: "idle", word: "Unchanged" },
  failed: { kind: "bad", word: "Failed" },
  skipped: { kind: "waiting", word: "Skipped" },
} as const;

/** What became of each object of an import. */
export function ImportOutcomes({ outcomes }: { outcomes: readonly ConfigurationOutcome[] }) {
  const open = outcomes.filter(({ state }) => state === "failed" || state === "skipped").length;
  return (
    <Section title="Result" kind="plain">
      {open === 0 ? (
        <Callout kind="good" role="status" title="Everything in the file is here">
          Handovers and email channels go on in their own set-up: it shows what CXone still has to be told.
        </Callout>
      ) : (
        <Callout kind="warning" role="alert" title={`${open} of ${outcomes.length} could not be brought in`}>
          What was done stays. Mend what is named below and plan the same file again: only the rest is left.
        </Callout>
      )}
      <ul className="mt-3 divide-y rounded-md border bg-surface">
        {outcomes.map(({ object, state, sentence, href }) => (
          <li key={object} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <State kind={states[state].kind}>{states[state].word}</State>
            <span className="min-w-0 flex-1">{sentence}</span>
            {href && <Link href={href}>Open</Link>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
