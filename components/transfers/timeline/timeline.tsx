"use client";

import { Section } from "#components/ui/card.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Id } from "#components/ui/id.tsx";
import { StateIcon } from "#components/ui/state.tsx";
import type { TimelineEvent } from "#lib/transfers/state.ts";
import { ClockTime } from "./clock-time.tsx";
import { ENDED_LOOKS, EVENT_LOOKS } from "./event-looks.ts";
import { Seen } from "./seen.tsx";

type TimelineProps = { events: readonly TimelineEvent[]; open: boolean };

/** What happened to a call, line by line: what was looked at and why it went on, what was issued, what came of it. */
export function Timeline({ events, open }: TimelineProps) {
  return (
    <Section title="Timeline">
      {events.length === 0 ? (
        <p className="p-3 text-muted text-sm">Requested; the first look is about to begin.</p>
      ) : (
        <ol className="divide-y" aria-label="Timeline" aria-live={open ? "polite" : undefined}>
          {events.map((event) => (
            <Line key={`${event.at} ${event.step} ${event.kind} ${event.text}`} event={event} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Line({ event }: { event: TimelineEvent }) {
  const { kind, at, text, facts } = event;
  const look = EVENT_LOOKS[kind];
  const outcome = typeof facts?.outcome === "string" ? facts.outcome : "";
  const mark = kind === "ended" ? (ENDED_LOOKS[outcome] ?? "unknown") : look.kind;
  const fix = typeof facts?.fix === "string" ? facts.fix : "";
  const request = typeof facts?.requestId === "string" ? facts.requestId : "";
  return (
    <li className="grid gap-x-3 gap-y-0.5 px-3 py-2 text-sm sm:grid-cols-[4.5rem_8.5rem_minmax(0,1fr)]">
      <span className="text-muted">
        <ClockTime at={at} />
      </span>
      <span className="flex items-start gap-1.5 font-medium">
        <StateIcon kind={mark} label="" className="mt-0.5" />
        {look.word}
      </span>
      <div className="min-w-0">
        <p className="break-words">{text}</p>
        {fix && <p className="text-muted">{fix}</p>}
        {request && (
          <p className="text-muted text-xs">
            Request <Id value={request} label="request id" chars={18} />
          </p>
        )}
        {facts && hasMore(facts) && (
          <Disclosure summary="What was seen" className="mt-0.5">
            <Seen facts={Object.fromEntries(Object.entries(facts).filter(([name]) => !SAID.has(name)))} />
          </Disclosure>
        )}
      </div>
    </li>
  );
}

/** Said in the line itself, shown elsewhere, or there for replay alone. */
const SAID = new Set(["fix", "message", "outcome", "requestId", "metrics", "afterMs", "from", "result"]);
const hasMore = (facts: NonNullable<TimelineEvent["facts"]>) =>
  Object.entries(facts).some(([name, value]) => !SAID.has(name) && value !== null && value !== undefined);
