import type { StepStatus, StepView } from "#lib/setup/schema.ts";
import { Section } from "../ui/card.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { StateIcon, type StateKind } from "../ui/state.tsx";
import { Time } from "../ui/time.tsx";

const LOOKS: Record<StepStatus, { kind: StateKind; word: string }> = {
  done: { kind: "good", word: "Done" },
  current: { kind: "waiting", word: "Next" },
  waiting: { kind: "waiting", word: "Waiting" },
  failing: { kind: "bad", word: "Failing" },
  todo: { kind: "idle", word: "To do" },
  blocked: { kind: "idle", word: "Later" },
};

type SetupChecklistProps = {
  steps: readonly StepView[];
  /** Page of the set-up: its steps are below. */
  path: string;
};

/** The steps of a set-up on the home of its subject. */
export function SetupChecklist({ steps, path }: SetupChecklistProps) {
  return (
    <Section title="Set-up">
      <ol className="grid gap-1 p-3">
        {steps.map((step) => (
          <li key={step.id} className="flex items-start gap-2 text-sm">
            <StateIcon kind={LOOKS[step.status].kind} label={LOOKS[step.status].word} className="mt-0.5" />
            <span className="min-w-0">
              {step.status === "blocked" ? (
                <span className="text-muted">{step.title}</span>
              ) : (
                <PageLink href={`${path}/${step.id}`} className="hover:underline">
                  {step.title}
                </PageLink>
              )}
              {step.waiting && (
                <span className="block text-muted text-xs">
                  Waiting for {step.waiting.for} since <Time at={step.waiting.since} as="day" />
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
