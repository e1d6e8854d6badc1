"use client";

import { useId, useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { CallMetrics } from "#lib/cxone/voice/state.ts";
import type { TransferDetail } from "#lib/transfers/run/schema.ts";
import { ClockTime } from "./clock-time.tsx";

const DAY_MS = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** What the contact centre itself counted for the call, as it was at the end, or asked anew for days one chooses (T-50). */
export function Metrics({ transfer }: { transfer: TransferDetail }) {
  const { id, at, metrics: kept } = transfer;
  const daysId = useId();
  const [asked, setAsked] = useState<CallMetrics | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [from, setFrom] = useState(dayOf(Date.parse(at)));
  const [to, setTo] = useState(dayOf(Date.parse(at) + DAY_MS));
  const metrics = asked ?? kept;
  // Of a day that was left empty the server can only say that it is no moment.
  const wrong = problem && (from && to ? problem.fields?.to : "Choose both days.");
  const told = wrong ? errorIdOf(daysId) : undefined;

  const ask = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const query = { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` };
      setAsked(await fetchJson<CallMetrics>(`/api/transfers/${id}/metrics`, { query }));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Section title="Metrics of the contact centre">
      <div className="grid gap-3 p-3 text-sm">
        {metrics ? <Counted metrics={metrics} /> : <p className="text-muted">Not read yet.</p>}
        {problem && !wrong && <ErrorState problem={problem} />}
        <form
          className="flex flex-wrap items-end gap-2"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <Day label="From" value={from} onChange={setFrom} told={told} />
          <Day label="To" value={to} onChange={setTo} told={told} />
          <Button type="submit" size="sm" loading={busy}>
            Read again
          </Button>
          <div className="basis-full empty:hidden">
            <FieldError id={daysId} error={wrong ?? undefined} />
          </div>
        </form>
        <p className="text-faint text-xs">Whole days in UTC.</p>
      </div>
    </Section>
  );
}

type DayProps = {
  label: string;
  value: string;
  onChange: (day: string) => void;
  /** The id of what is wrong with the days. */
  told: string | undefined;
};

function Day({ label, value, onChange, told }: DayProps) {
  return (
    <label className="grid gap-1 text-muted text-xs">
      {label}
      <input
        type="date"
        aria-invalid={told !== undefined}
        aria-describedby={told}
        className="control w-36"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function Counted({ metrics }: { metrics: CallMetrics }) {
  const { source, transferSuccess, transferDurationMs, facts, stateHistory } = metrics;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1">
        <dt className="text-muted">Transfers that succeeded</dt>
        <dd className="text-end tabular-nums">{transferSuccess ?? "not told"}</dd>
        <dt className="text-muted">Duration on average</dt>
        <dd className="text-end">
          {transferDurationMs === null ? "not told" : <Duration ms={transferDurationMs} />}
        </dd>
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-words text-end">{value}</dd>
          </div>
        ))}
      </dl>
      {stateHistory.length > 0 && (
        <ol aria-label="States at the contact centre" className="grid gap-1">
          {stateHistory.map(({ at, state, agent }) => (
            <li key={`${at} ${state}`} className="flex gap-3">
              <span className="text-muted">
                <ClockTime at={at} />
              </span>
              <span>
                {state}
                {agent && <span className="text-muted"> · {agent}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className="text-faint text-xs">Source: {source}</p>
    </>
  );
}
