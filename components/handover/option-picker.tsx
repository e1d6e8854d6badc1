"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { useWatch } from "react-hook-form";
import { FieldGroup } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { PickerOption } from "#lib/handover/schema.ts";

export type OptionKind = "skills" | "campaigns" | "agents";

type OptionPickerProps = {
  /** Field that holds the ids: one number, or a list of them. */
  name: string;
  label: string;
  help?: string;
  handoverId: string;
  kind: OptionKind;
  multiple?: boolean;
  /** Chosen so far; also kept when the search no longer shows it. */
  isChosen: (id: number) => boolean;
  onChoose: (option: PickerOption, chosen: boolean) => void;
};

type Answer = { items: PickerOption[]; more: boolean };

/** A choice from what CXone offers, found by search instead of by pasted ids. */
export function OptionPicker({
  name,
  label,
  help,
  handoverId,
  kind,
  multiple = false,
  isChosen,
  onChoose,
}: OptionPickerProps) {
  const field = useField(name, { help: Boolean(help) });
  const searchId = useId();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.handovers.part(handoverId, kind, { search }),
    queryFn: ({ signal }) =>
      fetchJson<Answer>(`/api/handovers/${handoverId}/options/${kind}`, { query: { search }, signal }),
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  });
  // Follows the field, so that a choice shows at once.
  useWatch({ name });
  return (
    <FieldGroup id={field.id} label={label} help={help} error={field.error}>
      <label htmlFor={searchId} className="sr-only">
        Search {kind}
      </label>
      <input
        id={searchId}
        type="search"
        value={typed}
        placeholder={`Search ${kind}`}
        autoComplete="off"
        className="mb-2 h-8 w-full rounded-md border border-line-strong bg-surface px-2 text-sm"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {error instanceof ProblemError && (
        <ErrorState problem={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {!data && !error && <Skeleton className="h-24" />}
      {data && (
        <div
          className="max-h-64 divide-y overflow-y-auto rounded-md border border-line-strong bg-surface"
          tabIndex={-1}
        >
          {data.items.map((option) => (
            <label
              key={option.id}
              className="flex items-start gap-2 px-3 py-2 text-sm hover:bg-hover has-disabled:opacity-60"
            >
              <input
                type={multiple ? "checkbox" : "radio"}
                name={`${field.id}-option`}
                className="mt-0.5 size-4 shrink-0 accent-accent-solid"
                checked={isChosen(option.id)}
                disabled={option.disabled}
                onChange={(event) => onChoose(option, event.target.checked)}
              />
              <span className="min-w-0">
                <span className="block">{option.label}</span>
                {option.hint && <span className="block text-muted text-xs">{option.hint}</span>}
              </span>
            </label>
          ))}
          {data.items.length === 0 && (
            <p className="px-3 py-2 text-muted text-sm">Nothing in CXone is called like that.</p>
          )}
          {data.more && <p className="px-3 py-2 text-faint text-xs">More than 50: search to narrow.</p>}
        </div>
      )}
    </FieldGroup>
  );
}
