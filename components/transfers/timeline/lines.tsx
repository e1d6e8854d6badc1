import type { ReactNode } from "react";
import { Section } from "#components/ui/card.tsx";
import { StateIcon, type StateKind } from "#components/ui/state.tsx";
import { ClockTime } from "./clock-time.tsx";

export type TimelineLine = {
  key: string;
  at: string;
  mark: StateKind;
  word: string;
  text: string;
  /** Below the text. */
  more?: ReactNode;
};
type LinesProps = { lines: readonly TimelineLine[]; live: boolean; empty?: string };

/** The steps of a call, line by line: when, what kind of step, and what it says. `live`: new ones are read out. */
export function Lines({ lines, live, empty = "Nothing has happened yet." }: LinesProps) {
  return (
    <Section title="Timeline">
      {lines.length === 0 ? (
        <p className="p-3 text-muted text-sm">{empty}</p>
      ) : (
        <ol className="divide-y" aria-label="Timeline" aria-live={live ? "polite" : undefined}>
          {lines.map(({ key, at, mark, word, text, more }) => (
            <li
              key={key}
              className="grid gap-x-3 gap-y-0.5 px-3 py-2 text-sm sm:grid-cols-[4.5rem_8.5rem_minmax(0,1fr)]"
            >
              <span className="text-muted">
                <ClockTime at={at} />
              </span>
              <span className="flex items-start gap-1.5 font-medium">
                <StateIcon kind={mark} label="" className="mt-0.5" />
                {word}
              </span>
              <div className="min-w-0">
                <p className="break-words">{text}</p>
                {more}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
