"use client";

import { useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { QueryProvider } from "#components/query-provider.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { PickerOption, TenantPage } from "#lib/tenant/schema.ts";

export type ObjectPickerProps<Row> = {
  connectionId: string;
  noun: "skills" | "campaigns" | "agents" | "scripts";
  /** Fixed filters of the list: `{ media: "9" }`. */
  filter?: Readonly<Record<string, string>>;
  toOption: (row: Row) => PickerOption;
  multiple?: boolean;
  /** Chosen so far; also shown when the search no longer finds it. */
  chosen: readonly { id: number; label: string }[];
  onChoose: (option: PickerOption, chosen: boolean) => void;
  /** Deeds beside the search: "All of the team". */
  aside?: ReactNode;
};

const restMs = 250;

/**
 * A choice from what CXone has, by search instead of by pasted ids; an id or an address of CXone finds its object too.
 * Arrow down leads from the search into the list.
 */
export function ObjectPicker<Row>(props: ObjectPickerProps<Row>) {
  return (
    <QueryProvider>
      <Picker {...props} />
    </QueryProvider>
  );
}

function Picker<Row>(props: ObjectPickerProps<Row>) {
  const { connectionId, noun, filter = {}, toOption, multiple = false, chosen, onChoose, aside } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const search = useRested(typed.trim());
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys[noun].list({ connectionId, picker: true, q: search, ...filter }),
    queryFn: ({ signal }) =>
      fetchJson<TenantPage<Row>>(`/api/connections/${connectionId}/${noun}`, {
        query: { q: search, ...filter },
        signal,
      }),
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  });
  const options = (data?.items ?? []).map(toOption);
  const isChosen = (one: number) => chosen.some((option) => option.id === one);

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter would send the form around.
    if (event.key === "Enter") event.preventDefault();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.current?.querySelector<HTMLInputElement>("input:not(:disabled)")?.focus();
  };

  return (
    <div>
      <Chosen
        chosen={chosen}
        multiple={multiple}
        onRemove={(one) => onChoose({ ...one, hint: null, disabled: false }, false)}
      />
      <div className="mb-2 flex flex-wrap gap-2">
        <label htmlFor={id} className="sr-only">
          Search {noun}
        </label>
        <input
          id={id}
          type="search"
          value={typed}
          placeholder={`Search ${noun} by name, id or address`}
          autoComplete="off"
          className="control min-w-48 flex-1"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {aside}
      </div>
      {error instanceof ProblemError && (
        <ErrorState problem={error} onRetry={() => void refetch()} retrying={isFetching} className="mb-2" />
      )}
      {!data && !error && <Skeleton className="h-24" />}
      {data && (
        <div
          ref={list}
          aria-busy={isFetching}
          className="max-h-64 divide-y overflow-y-auto rounded-md border border-line-strong bg-surface"
          tabIndex={-1}
        >
          {options.map((option) => (
            <label
              key={option.id}
              className="flex items-start gap-2 px-3 py-2 text-sm hover:bg-hover has-disabled:opacity-60"
            >
              <input
                type={multiple ? "checkbox" : "radio"}
                name={`${id}-option`}
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
          {options.length === 0 && (
            <p className="px-3 py-2 text-muted text-sm">Nothing in CXone is called like that.</p>
          )}
          {data.older && (
            <p className="px-3 py-2 text-faint text-xs">
              The first {options.length}
              {data.total !== null && ` of ${data.total.toLocaleString("en-GB")}`}: search to narrow.
            </p>
          )}
        </div>
      )}
      {data?.stale && (
        <p className="mt-1 text-warning text-xs">CXone does not answer now: these are the last ones known.</p>
      )}
    </div>
  );
}

type ChosenProps = {
  chosen: ObjectPickerProps<never>["chosen"];
  multiple: boolean;
  onRemove: (one: { id: number; label: string }) => void;
};

const SHOWN = 12;

/** What is chosen, also while the search shows something else. */
function Chosen({ chosen, multiple, onRemove }: ChosenProps) {
  if (chosen.length === 0) return null;
  if (!multiple) {
    return (
      <p className="mb-2 text-sm">
        Chosen: <span className="font-medium">{chosen[0]?.label}</span>
      </p>
    );
  }
  return (
    <div className="mb-2 flex flex-wrap items-center gap-1.5">
      <span role="status" className="text-muted text-sm">
        {chosen.length} chosen
      </span>
      {chosen.slice(0, SHOWN).map((one) => (
        <button
          key={one.id}
          type="button"
          className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft pr-1.5 pl-2.5 text-accent-ink text-xs"
          onClick={() => onRemove(one)}
        >
          <span className="sr-only">Leave out </span>
          {one.label}
          <X aria-hidden className="size-3.5" />
        </button>
      ))}
      {chosen.length > SHOWN && <span className="text-faint text-xs">and {chosen.length - SHOWN} more</span>}
    </div>
  );
}

/** A text once it has not changed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
