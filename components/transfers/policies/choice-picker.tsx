"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";
import { ChoiceStatus } from "./choice-status.tsx";
import { type ChoiceKind, useChoices } from "./voice-choices.ts";

type ChoicePickerProps = {
  connectionId: string;
  kind: ChoiceKind;
  chosenId: string;
  onChoose: (choice: VoiceChoice) => void;
};

const REST_MS = 250;
/** As many come at once; more are found by searching. */
const AT_ONCE = 100;

/** What the contact centre lists, to choose one from; by name or id. Arrow down leads from the search into the list. */
export default function ChoicePicker({ connectionId, kind, chosenId, onChoose }: ChoicePickerProps) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  // It comes after the dialog around it, whose button to close has the focus by then.
  useEffect(() => search.current?.focus(), []);
  const [typed, setTyped] = useState("");
  const { items, problem, loading, retry } = useChoices(connectionId, kind, useRested(typed.trim()));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.current?.querySelector("button")?.focus();
  };
  const onListKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(event.currentTarget as HTMLButtonElement);
    if (!step) return;
    event.preventDefault();
    if (at + step < 0) document.getElementById(id)?.focus();
    else buttons[at + step]?.focus();
  };

  if (items === null)
    return (
      <p className="text-muted text-sm">
        This contact centre does not list its {kind}. Type the id into the field.
      </p>
    );
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        Search {kind}
      </label>
      <input
        ref={search}
        id={id}
        type="search"
        value={typed}
        placeholder={`Search ${kind} by name or id`}
        autoComplete="off"
        className="control mb-2"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {problem && <ErrorState problem={problem} onRetry={retry} retrying={loading} className="mb-2" />}
      {loading && items.length === 0 && <Skeleton className="h-40" />}
      <ul
        ref={list}
        aria-label={`Found ${kind}`}
        aria-busy={loading}
        className="max-h-80 divide-y overflow-y-auto rounded-md border border-line-strong bg-surface empty:hidden"
      >
        {items.map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              aria-pressed={choice.id === chosenId}
              className="flex w-full items-center justify-between gap-3 px-3 py-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft"
              onClick={() => onChoose(choice)}
              onKeyDown={onListKey}
            >
              <span className="min-w-0">
                <span className="block break-words font-medium">{choice.name}</span>
                <span className="block break-all text-muted text-xs">
                  <code>{choice.id}</code>
                  {choice.detail && ` · ${choice.detail}`}
                </span>
              </span>
              <ChoiceStatus status={choice.status} />
            </button>
          </li>
        ))}
      </ul>
      {!loading && !problem && items.length === 0 && (
        <p className="text-muted text-sm">
          {typed.trim()
            ? `No ${kind} are called “${typed.trim()}”.`
            : `This contact centre has no ${kind} for calls.`}
        </p>
      )}
      {items.length >= AT_ONCE && (
        <p className="mt-1 text-faint text-xs">The first {items.length}: search to narrow.</p>
      )}
    </div>
  );
}

/** A text once it has not changed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
