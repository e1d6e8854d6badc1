"use client";

import { useId, useState } from "react";
import { Temporal } from "temporal-polyfill";
import { Callout } from "#components/ui/callout.tsx";
import { type BusinessHours, businessHours, type SlaTargets, slaTime } from "#lib/email/sla/schema.ts";
import { type Due, dueAt, minutesOf, nextClockChange } from "#lib/email/sla/state.ts";

type WorkedExampleProps = { hours: BusinessHours; targets: SlaTargets };

const DAY_MS = 86_400_000;

/** The Friday that comes next, late in the afternoon: what most get wrong. */
function nextFriday(timeZone: string): string {
  const today = Temporal.Now.plainDateISO(timeZone);
  return `${today.add({ days: (5 - today.dayOfWeek + 7) % 7 }).toString()}T16:30`;
}

/** When answers to a mail are due, worked out for a moment one chooses, stretch by stretch. */
export default function WorkedExample({ hours, targets }: WorkedExampleProps) {
  const inputId = useId();
  const parsed = businessHours.safeParse(hours);
  const [moment, setMoment] = useState(() => nextFriday(parsed.data?.timeZone ?? "UTC"));
  const arrival = parsed.success ? instantOf(moment, parsed.data.timeZone) : null;
  return (
    <section aria-label="Worked example" className="h-fit space-y-3 rounded-md border bg-sunken p-4 text-sm">
      <h3 className="font-medium">Worked example</h3>
      <div>
        <label htmlFor={inputId} className="mb-1 block">
          A mail comes at
        </label>
        <input
          id={inputId}
          type="datetime-local"
          className="control max-w-60"
          value={moment}
          onChange={(event) => setMoment(event.target.value)}
        />
        <p className="mt-1 text-muted text-xs">{parsed.data?.timeZone ?? "Enter a time zone first."}</p>
      </div>
      {parsed.success && arrival !== null ? (
        <>
          <Reckoning
            label="First response"
            time={targets.firstResponse}
            hours={parsed.data}
            arrival={arrival}
          />
          <Reckoning label="Solution" time={targets.solution} hours={parsed.data} arrival={arrival} />
          <ClockChange hours={parsed.data} arrival={arrival} />
        </>
      ) : (
        <p className="text-muted">The hours or the moment are not complete yet.</p>
      )}
    </section>
  );
}

function instantOf(moment: string, timeZone: string): number | null {
  try {
    return Temporal.PlainDateTime.from(moment).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return null;
  }
}

type ReckoningProps = { label: string; time: SlaTargets["solution"]; hours: BusinessHours; arrival: number };

function Reckoning({ label, time, hours, arrival }: ReckoningProps) {
  const parsed = slaTime.safeParse(time);
  if (!parsed.success) return <p className="text-muted">{label}: the time is not complete yet.</p>;
  const due = dueAt(hours, arrival, minutesOf(parsed.data));
  if (!due) {
    return <Callout kind="warning">{label}: these hours never give that much time within ten years.</Callout>;
  }
  return (
    <div>
      <p>
        {label} due <strong className="font-medium">{dayAndTime(due.at, hours.timeZone)}</strong>
      </p>
      <Stretches due={due} timeZone={hours.timeZone} />
    </div>
  );
}

const SHOWN = 5;

function Stretches({ due, timeZone }: { due: Due; timeZone: string }) {
  const hidden = due.counted.length - SHOWN;
  return (
    <ol className="mt-1 space-y-0.5 text-muted text-xs tabular-nums">
      {due.counted.slice(0, SHOWN).map(({ from, to }) => (
        <li key={from}>
          {dayAndTime(from, timeZone)}–{timeOf(to, timeZone)} counts {inWords(to - from)}
        </li>
      ))}
      {hidden > 0 && <li>and {hidden === 1 ? "one more stretch" : `${hidden} more stretches`}</li>}
    </ol>
  );
}

/** Said when the clock changes soon: the day then has an hour more or less. */
function ClockChange({ hours, arrival }: { hours: BusinessHours; arrival: number }) {
  const change = nextClockChange(hours.timeZone, arrival);
  if (!change || change.at - arrival > 190 * DAY_MS) return null;
  const by = `${Math.abs(change.minutes)} minutes ${change.minutes > 0 ? "forward" : "back"}`;
  return (
    <p className="text-muted text-xs">
      The clock goes {by} on {dayAndTime(change.at, hours.timeZone)}. Due times follow it: an hour that is
      skipped does not count, one that comes twice counts twice.
    </p>
  );
}

const format = (timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...options });
const timeOf = (at: number, timeZone: string) =>
  format(timeZone, { hour: "2-digit", minute: "2-digit" }).format(at);
const dayAndTime = (at: number, timeZone: string) =>
  format(timeZone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""]
    .filter(Boolean)
    .join(" ");
}
