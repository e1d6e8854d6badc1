"use client";

import { lazy, Suspense, useId } from "react";
import { useWatch } from "react-hook-form";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { OpeningHours } from "#lib/hours/schema.ts";

const HoursEntries = lazy(() => import("#components/hours/hours-entries.tsx"));

type HoursFieldProps = {
  name: `body.routes.${number}.hours`;
  onChange: (hours: OpeningHours | null) => void;
  className?: string;
};

const office = (): OpeningHours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  open: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
});

/** When a target is tried: always, or within hours of a time zone. */
export function HoursField({ name, onChange, className }: HoursFieldProps) {
  const id = useId();
  const hours = useWatch({ name }) as OpeningHours | null | undefined;
  return (
    <div className={className}>
      <div className="flex items-center gap-2">
        <Switch
          id={id}
          checked={Boolean(hours)}
          onChange={(event) => onChange(event.target.checked ? office() : null)}
        />
        <label htmlFor={id} className="font-medium text-sm">
          Opening hours
        </label>
        {!hours && <span className="text-muted text-sm">always open</span>}
      </div>
      {hours && (
        <Suspense fallback={<Skeleton className="mt-2 h-40" />}>
          <HoursEntries name={name} />
        </Suspense>
      )}
    </div>
  );
}
