"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { FieldGroup } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { Choice, ChoiceList, ChoiceOf } from "#lib/handover/engage-setup/schema.ts";

/** What the Engage account of a handover offers; asked when the step is opened, and again on request. */
export function useChoices(handoverId: string, what: ChoiceOf) {
  return useQuery({
    queryKey: queryKeys.setups.part(handoverId, "choices", { what }),
    queryFn: ({ signal }) =>
      fetchJson<ChoiceList>(`/api/handovers/${handoverId}/choices/${what}`, { signal }),
    staleTime: 10_000,
  });
}

/** From so many on, a search helps. */
const MANY = 8;

type ChoiceFieldProps = {
  handoverId: string;
  what: ChoiceOf;
  /** Field whose error stands under the list. */
  name: string;
  label: string;
  help?: string;
  /** Ids that are chosen now. */
  chosen: readonly string[];
  multiple?: boolean;
  onChoose: (choice: Choice, isChosen: boolean) => void;
  /** What to do when there is nothing to choose. */
  empty: string;
};

/** A choice from what Engage has. What cannot be chosen stands last and says why. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { handoverId, what, name, label, help, chosen, multiple = false, onChoose, empty } = props;
  const id = useId();
  const field = useField(name, { help: Boolean(help) });
  const [search, setSearch] = useState("");
  const { data, error, refetch, isFetching } = useChoices(handoverId, what);
  const items = data?.items ?? [];
  const text = search.trim().toLowerCase();
  const found = items.filter(({ label, hint }) => `${label} ${hint ?? ""}`.toLowerCase().includes(text));
  return (
    <FieldGroup id={field.id} label={label} help={help} error={field.error}>
      {error instanceof ProblemError && (
        <ErrorState problem={error} onRetry={() => void refetch()} retrying={isFetching} className="mb-2" />
      )}
      {!data && !error && <Skeleton className="h-24" />}
      {data && (
        <>
          <div className="mb-2 flex flex-wrap items-center gap-2">
            {items.length >= MANY && (
              <input
                type="search"
                aria-label={`Search ${what}`}
                placeholder={`Search ${what}`}
                value={search}
                autoComplete="off"
                className="control min-w-48 flex-1"
                onChange={(event) => setSearch(event.target.value)}
                // Enter would send the form around.
                onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
              />
            )}
            {multiple && (
              <span role="status" className="text-muted text-sm">
                {chosen.length} chosen
              </span>
            )}
            <Button size="sm" variant="ghost" loading={isFetching} onClick={() => void refetch()}>
              Look again
            </Button>
          </div>
          <div className="max-h-64 divide-y overflow-y-auto rounded-md border border-line-strong bg-surface">
            {found.map((choice) => (
              <label
                key={choice.id}
                className="flex items-start gap-2 px-3 py-2 text-sm hover:bg-hover has-disabled:opacity-60"
              >
                <input
                  type={multiple ? "checkbox" : "radio"}
                  name={`${id}-choice`}
                  className="mt-0.5 size-4 shrink-0 accent-accent-solid"
                  checked={chosen.includes(choice.id)}
                  disabled={choice.disabled !== null && !chosen.includes(choice.id)}
                  onChange={(event) => onChoose(choice, event.target.checked)}
                />
                <span className="min-w-0">
                  <span className="block">{choice.label}</span>
                  {(choice.disabled ?? choice.hint) && (
                    <span className="block break-all text-muted text-xs">
                      {choice.disabled ?? choice.hint}
                    </span>
                  )}
                </span>
              </label>
            ))}
            {found.length === 0 && (
              <p className="px-3 py-2 text-muted text-sm">
                {items.length === 0 ? empty : "Nothing in Engage is called like that."}
              </p>
            )}
          </div>
        </>
      )}
    </FieldGroup>
  );
}

/** Values of the form around, and a way to set several at once. */
export function useFormValues<Values extends object>() {
  const { setValue } = useFormContext();
  const values = useWatch() as Values;
  const set = (changed: Partial<Values>) => {
    for (const [name, value] of Object.entries(changed))
      setValue(name, value, { shouldDirty: true, shouldValidate: false });
  };
  return { values, set };
}
