"use client";

import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { useId } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { FieldError, FieldGroup } from "#components/form/field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { dayName } from "#lib/hours/mapping.ts";

/** The times of a target's opening hours, and their time zone. Fetched when a target has hours. */
export default function HoursEntries({ name }: { name: string }) {
  const listId = useId();
  const { control } = useFormContext();
  const entries = useFieldArray({ control, name: `${name}.open` });
  const whole = useField(`${name}.open`, {});
  return (
    <div className="mt-2 space-y-3 rounded-md border p-3">
      <ol className="space-y-3">
        {entries.fields.map((entry, at) => (
          <li key={entry.id} className="flex flex-wrap items-start gap-x-4 gap-y-2">
            <Days name={`${name}.open.${at}.days`} label={`Days of entry ${at + 1}`} />
            <div className="flex items-end gap-2">
              <TextField name={`${name}.open.${at}.from`} label="From" placeholder="09:00" className="w-20" />
              <TextField name={`${name}.open.${at}.to`} label="To" placeholder="17:00" className="w-20" />
              <IconButton
                label={`Remove entry ${at + 1}`}
                icon={<Trash2 aria-hidden />}
                disabled={entries.fields.length === 1}
                onClick={() => entries.remove(at)}
              />
            </div>
          </li>
        ))}
      </ol>
      <FieldError id={whole.id} error={whole.error} />
      <Button size="sm" onClick={() => entries.append({ days: [6], from: "09:00", to: "12:00" })}>
        <Plus aria-hidden />
        Add times
      </Button>
      <TimeZone name={`${name}.timeZone`} listId={listId} />
    </div>
  );
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];

function Days({ name, label }: { name: string; label: string }) {
  const field = useField(name, {});
  const chosen = (useWatch({ name }) as number[] | undefined) ?? [];
  return (
    <FieldGroup id={field.id} label={label} error={field.error}>
      <div className="flex flex-wrap gap-1">
        {WEEK.map((day) => (
          <label
            key={day}
            className="relative inline-flex h-8 cursor-pointer items-center rounded-md border border-line-strong px-2 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
          >
            <input
              type="checkbox"
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
              checked={chosen.includes(day)}
              onChange={(event) =>
                field.type(
                  event.target.checked
                    ? [...chosen, day].sort((a, b) => a - b)
                    : chosen.filter((one) => one !== day),
                )
              }
            />
            {dayName(day)}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}

function TimeZone({ name, listId }: { name: string; listId: string }) {
  const field = useField(name, { help: true });
  return (
    <div className="max-w-xs">
      <label htmlFor={field.id} className="mb-1 block font-medium text-sm">
        Time zone
      </label>
      <input
        {...field.register(name)}
        {...field.aria}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        className="control"
      />
      <datalist id={listId}>
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <FieldError id={field.id} error={field.error} />
      <p id={`${field.id}-help`} className="mt-1 text-muted text-xs">
        Summer time is followed. For a night make two entries: to 24:00, and from 00:00.
      </p>
    </div>
  );
}
