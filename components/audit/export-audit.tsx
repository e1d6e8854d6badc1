"use client";

import Download from "lucide-react/icons/download";
import { type ReactNode, useId, useState } from "react";
import { toLocal, toMoment } from "#components/data-table/local-time.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** What the list was asked for, by the names of the route. */
type Asked = Record<string, string | undefined>;

/** A file of what is filtered: asks for the time and the format, says what is in it, and lets the browser fetch it. */
export function ExportAudit({ asked }: { asked: Asked }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Download aria-hidden />
        Export
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Export the audit log">
        <Fields asked={asked} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const formats = [
  {
    value: "csv",
    label: "CSV",
    note: "for spreadsheets; a cell that could run as a formula gets a ' before it",
  },
  { value: "jsonl", label: "JSONL", note: "one JSON object per line, exactly as it was written" },
];

function Fields({ asked, onDone }: { asked: Asked; onDone: () => void }) {
  const id = useId();
  const [range, setRange] = useState({ from: asked.from, to: asked.to });
  const [format, setFormat] = useState("csv");
  const { older: _older, newer: _newer, sort: _sort, ...filters } = asked;
  const chosen = Object.entries(filters).filter(([name, value]) => value && name !== "from" && name !== "to");
  return (
    <div className="space-y-4">
      <div className="grid gap-3 sm:grid-cols-2">
        {(["from", "to"] as const).map((name) => (
          <Labelled key={name} id={id + name} label={name === "from" ? "From" : "To"}>
            <input
              id={id + name}
              type="datetime-local"
              className="control"
              defaultValue={toLocal(range[name])}
              onChange={({ target }) => setRange((was) => ({ ...was, [name]: toMoment(target.value) }))}
            />
          </Labelled>
        ))}
      </div>
      <p className="text-muted text-sm">
        {range.from || range.to ? "Only this time" : "All time"}
        {chosen.length > 0
          ? `, and only what is filtered: ${chosen.map(([name, value]) => `${name === "q" ? "search" : name} ${value}`).join("; ")}.`
          : ", every row."}
      </p>
      <fieldset className="space-y-1.5">
        <legend className="mb-1 font-medium text-sm">Format</legend>
        {formats.map(({ value, label, note }) => (
          <label key={value} className="flex items-baseline gap-2 text-sm">
            <input
              type="radio"
              name={`${id}format`}
              value={value}
              checked={format === value}
              onChange={() => setFormat(value)}
              className="translate-y-0.5 accent-accent"
            />
            <span>
              <span className="font-medium">{label}</span> <span className="text-muted">{note}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Callout kind="warning" title="The file holds personal data">
        Names, addresses and what people changed. Keep it no longer than you need it. That you exported it is
        written to this log, with the filters.
      </Callout>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button asChild variant="primary">
          <a href={addressOf({ ...filters, ...range, format })} download onClick={() => setTimeout(onDone)}>
            Download
          </a>
        </Button>
      </div>
    </div>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
      </label>
      {children}
    </div>
  );
}

function addressOf(asked: Asked): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value) parameters.set(name, value);
  return `/api/audit/export?${parameters}`;
}
