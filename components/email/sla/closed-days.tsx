"use client";

import X from "lucide-react/icons/x";
import { useId, useState } from "react";
import { useWatch } from "react-hook-form";
import { FieldGroup } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";

/** Days of the calendar on which nothing counts, such as public holidays. */
export function ClosedDays({ name }: { name: string }) {
  const inputId = useId();
  const field = useField(name, { help: true });
  const days = (useWatch({ name }) as string[] | undefined) ?? [];
  const [day, setDay] = useState("");
  const add = () => {
    if (!day) return;
    field.type([...new Set([...days, day])].sort());
    setDay("");
  };
  return (
    <FieldGroup
      id={field.id}
      label="Closed days"
      optional
      error={field.error}
      help="Days on which nothing counts, in the time zone of the hours."
    >
      {days.length > 0 && (
        <ul className="mb-2 flex flex-wrap gap-2">
          {days.map((one) => (
            <li
              key={one}
              className="flex items-center gap-1 rounded-md border bg-sunken pl-2 text-sm tabular-nums"
            >
              {one}
              <IconButton
                label={`Remove ${one}`}
                icon={<X aria-hidden />}
                onClick={() => field.type(days.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-end gap-2">
        <label htmlFor={inputId} className="sr-only">
          A closed day
        </label>
        <input
          id={inputId}
          type="date"
          className="control max-w-44"
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
        <Button onClick={add} disabled={!day}>
          Add day
        </Button>
      </div>
    </FieldGroup>
  );
}
