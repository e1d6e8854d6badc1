"use client";

import Search from "lucide-react/icons/search";
import { useEffect, useRef, useState } from "react";

type SearchBoxProps = { label: string; value: string; onSearch: (text: string) => void };

const restMs = 300;

/** Searches when typing rests, or on Enter. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(value);

  // The address changed by other means: Back, or "Clear filters".
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (text: string) => {
    clearTimeout(timer.current);
    sent.current = text.trim();
    onSearch(text.trim());
  };

  return (
    <search className="relative block w-full sm:w-64">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(typed);
        }}
      >
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-faint"
        />
        <input
          type="search"
          aria-label={label}
          placeholder={label}
          value={typed}
          className="control pl-8"
          onChange={({ target }) => {
            setTyped(target.value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => send(target.value), restMs);
          }}
        />
      </form>
    </search>
  );
}
