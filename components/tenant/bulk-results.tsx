"use client";

import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { State } from "#components/ui/state.tsx";
import type { BulkRun } from "./use-bulk.ts";

type BulkResultsProps = { run: BulkRun | null; onRetry: () => void; onClose: () => void };

/** How a bulk action goes and went: how many are done, and each that is not, with its reason. */
export function BulkResults({ run, onRetry, onClose }: BulkResultsProps) {
  if (!run) return null;
  const { title, rows, results, problem, running } = run;
  const done = [...results.values()].filter(({ state }) => state === "done").length;
  const open = rows.filter(({ id }) => results.get(id)?.state !== "done");
  const reported = open.filter(({ id }) => results.has(id));
  return (
    <Card className="mb-4 p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="flex flex-wrap items-center gap-x-3 text-sm">
          <span className="font-medium">{title}</span>
          <State kind={running ? "running" : open.length === 0 ? "good" : "warning"}>
            {done} of {rows.length} done
          </State>
        </p>
        {!running && (
          <div className="flex gap-2">
            {open.length > 0 && (
              <Button size="sm" onClick={onRetry}>
                Retry {open.length} that {open.length === 1 ? "is" : "are"} not done
              </Button>
            )}
            <Button size="sm" variant="ghost" onClick={onClose}>
              Close
            </Button>
          </div>
        )}
      </div>
      <progress
        className="mt-2 h-1 w-full accent-accent-solid"
        aria-label={title}
        value={results.size}
        max={rows.length}
      />
      {problem && <ErrorState problem={problem} className="mt-2" />}
      {reported.length > 0 && (
        <ul aria-label="Not done" className="mt-2 divide-y border-t text-sm">
          {reported.map(({ id, label }) => {
            const result = results.get(id);
            return (
              <li key={id} className="flex flex-wrap items-center gap-x-3 py-1.5">
                <State kind={result?.state === "unknown" ? "unknown" : "bad"}>
                  {result?.state === "unknown" ? "Not known" : "Failed"}
                </State>
                <span className="font-medium">{label}</span>
                <span className="text-muted">{result?.reason}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
