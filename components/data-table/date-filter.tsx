"use client";

import CalendarRange from "lucide-react/icons/calendar-range";
import { type FormEvent, useId } from "react";
import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { useInBrowser } from "../ui/use-in-browser.ts";
import { toLocal, toMoment } from "./local-time.ts";
import type { TableQuery } from "./use-table-query.ts";

type DateFilterProps = {
  query: TableQuery;
  /** Spans by name that move with the clock, kept in the address as the filter `period`. */
  periods?: readonly { value: string; label: string }[];
};

const spans = [
  { label: "Last hour", ms: 3_600_000 },
  { label: "Last 24 hours", ms: 86_400_000 },
  { label: "Last 7 days", ms: 7 * 86_400_000 },
];

/**
 * From when until when, as the filters `from` and `to`: typed in the viewer's own zone, kept in the address as moments in
 * UTC, so that a shared address shows everybody the same rows.
 */
export function DateFilter({ query, periods }: DateFilterProps) {
  const [period] = query.chosen("period");
  const [from] = query.chosen("from");
  const [to] = query.chosen("to");
  const set = (name: "from" | "to" | "period", was: string | undefined, next: string | undefined) => {
    if (was !== next) query.setFilter(name, next ? [next] : []);
  };
  const apply = (nextFrom: string | undefined, nextTo: string | undefined) => {
    set("from", from, nextFrom);
    set("to", to, nextTo);
    set("period", period, undefined);
  };
  // The server does not know the viewer's zone: until the browser has taken over, the words are in UTC.
  const inBrowser = useInBrowser();
  const periodLabel = period && (periods?.find(({ value }) => value === period)?.label ?? period);
  return (
    <Popover
      label={periodLabel ?? labelOf(from, to, inBrowser ? undefined : "UTC")}
      icon={<CalendarRange aria-hidden />}
    >
      {(close) => (
        <Fields
          from={from}
          to={to}
          periods={periods}
          onPeriod={(next) => {
            set("from", from, undefined);
            set("to", to, undefined);
            set("period", period, next);
            close();
          }}
          onApply={(nextFrom, nextTo) => {
            apply(nextFrom, nextTo);
            close();
          }}
        />
      )}
    </Popover>
  );
}

type FieldsProps = {
  from: string | undefined;
  to: string | undefined;
  periods: DateFilterProps["periods"];
  onPeriod: (period: string) => void;
  onApply: (from: string | undefined, to: string | undefined) => void;
};

function Fields({ from, to, periods, onPeriod, onApply }: FieldsProps) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    onApply(toMoment(typed.get("from")), toMoment(typed.get("to")));
  };
  return (
    <form className="space-y-3" onSubmit={submit}>
      <div className="flex flex-wrap gap-1.5">
        {periods?.map(({ value, label }) => (
          <Button key={value} size="sm" onClick={() => onPeriod(value)}>
            {label}
          </Button>
        ))}
        {(periods ? spans.slice(0, 1) : spans).map(({ label, ms }) => (
          <Button
            key={label}
            size="sm"
            onClick={() => onApply(new Date(Date.now() - ms).toISOString(), undefined)}
          >
            {label}
          </Button>
        ))}
      </div>
      {(["from", "to"] as const).map((name) => (
        <div key={name}>
          <label htmlFor={id + name} className="mb-1 block font-medium text-sm">
            {name === "from" ? "From" : "To"}
          </label>
          <input
            id={id + name}
            name={name}
            type="datetime-local"
            className="control"
            defaultValue={toLocal(name === "from" ? from : to)}
          />
        </div>
      ))}
      <div className="flex justify-between gap-2">
        <Button type="submit" variant="primary" size="sm">
          Show
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onApply(undefined, undefined)}>
          Any time
        </Button>
      </div>
    </form>
  );
}

function labelOf(from: string | undefined, to: string | undefined, timeZone: string | undefined): string {
  const short = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  const word = (moment: string) => {
    const atMs = Date.parse(moment);
    return Number.isNaN(atMs) ? moment : short.format(atMs);
  };
  if (from && to) return `${word(from)} to ${word(to)}`;
  if (from) return `Since ${word(from)}`;
  return to ? `Until ${word(to)}` : "Any time";
}
