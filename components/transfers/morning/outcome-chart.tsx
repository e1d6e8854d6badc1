"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { TransferSummary } from "#lib/transfers/summary/schema.ts";
import { OutcomeTable } from "./outcome-table.tsx";

/** Recharts (100 kB) comes when a chart is seen; numbers and table are there before it. */
const OutcomeBars = dynamic(() => import("./outcome-bars.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full" />,
});

type OutcomeChartProps = { summary: TransferSummary; connection: string | undefined };
type Shown = "shares" | "calls" | "table";
const CHOICES: readonly [Shown, string][] = [
  ["shares", "Shares"],
  ["calls", "Calls"],
  ["table", "Table"],
];

/**
 * How calls ended over time, as bars or as a table. Who cannot see the bars, and who has no room for them, gets the table,
 * whatever is chosen.
 */
export function OutcomeChart({ summary, connection }: OutcomeChartProps) {
  const [shown, setShown] = useState<Shown>("shares");
  return (
    <Section
      title="Over time"
      note={`How the calls of each ${summary.unit} ended.`}
      className="mb-6"
      actions={
        <fieldset aria-label="Show as" className="flex gap-1 max-sm:hidden">
          {CHOICES.map(([value, label]) => (
            <Button
              key={value}
              size="sm"
              variant={shown === value ? "secondary" : "ghost"}
              aria-pressed={shown === value}
              onClick={() => setShown(value)}
            >
              {label}
            </Button>
          ))}
        </fieldset>
      }
    >
      {shown !== "table" && (
        <div aria-hidden className="h-72 p-3 max-sm:hidden">
          <OutcomeBars summary={summary} connection={connection} asShares={shown === "shares"} />
        </div>
      )}
      <div className={cn(shown !== "table" && "sm:sr-only")}>
        <OutcomeTable summary={summary} connection={connection} reachable={shown === "table"} />
      </div>
    </Section>
  );
}
