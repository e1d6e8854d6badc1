"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import { Id } from "#components/ui/id.tsx";
import { Link } from "#components/ui/link.tsx";
import type { TimelineEvent } from "#lib/transfers/state.ts";
import { ENDED_LOOKS, EVENT_LOOKS } from "./event-looks.ts";
import { Lines, type TimelineLine } from "./lines.tsx";
import { Seen } from "./seen.tsx";

type TimelineProps = {
  events: readonly TimelineEvent[];
  open: boolean;
  /** Where the policy can be changed, for a field that was refused. */
  policyHref?: string | undefined;
};

/** What happened to a call, line by line: what was looked at and why it went on, what was issued, what came of it. */
export function Timeline({ events, open, policyHref }: TimelineProps) {
  return (
    <Lines
      lines={events.map((event) => lineOf(event, policyHref))}
      live={open}
      empty="Requested; the first look is about to begin."
    />
  );
}

function lineOf(event: TimelineEvent, policyHref: string | undefined): TimelineLine {
  const { kind, at, step, text, facts } = event;
  const look = EVENT_LOOKS[kind];
  const outcome = typeof facts?.outcome === "string" ? facts.outcome : "";
  return {
    key: `${at} ${step} ${kind} ${text}`,
    at,
    mark: kind === "ended" ? (ENDED_LOOKS[outcome] ?? "unknown") : look.kind,
    word: look.word,
    text,
    more: facts && <More facts={facts} policyHref={policyHref} />,
  };
}

type MoreProps = { facts: NonNullable<TimelineEvent["facts"]>; policyHref: string | undefined };

function More({ facts, policyHref }: MoreProps) {
  const fix = typeof facts.fix === "string" ? facts.fix : "";
  const request = typeof facts.requestId === "string" ? facts.requestId : "";
  const field = typeof facts.field === "string" ? facts.field : "";
  return (
    <>
      {fix && <p className="text-muted">{fix}</p>}
      {field && (
        <p className="text-muted">
          In the policy: {policyHref ? <Link href={policyHref}>{field}</Link> : field}
        </p>
      )}
      {request && (
        <p className="text-muted text-xs">
          Request <Id value={request} label="request id" chars={18} />
        </p>
      )}
      {hasMore(facts) && (
        <Disclosure summary="What was seen" className="mt-0.5">
          <Seen facts={Object.fromEntries(Object.entries(facts).filter(([name]) => !SAID.has(name)))} />
        </Disclosure>
      )}
    </>
  );
}

/** Said in the line itself, shown elsewhere, or there for replay alone. */
const SAID = new Set([
  "fix",
  "field",
  "message",
  "outcome",
  "requestId",
  "metrics",
  "afterMs",
  "from",
  "result",
  "of",
]);
const hasMore = (facts: NonNullable<TimelineEvent["facts"]>) =>
  Object.entries(facts).some(([name, value]) => !SAID.has(name) && value !== null && value !== undefined);
