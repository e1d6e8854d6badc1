"use client";

import ListFilter from "lucide-react/icons/list-filter";
import X from "lucide-react/icons/x";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import type { TableQuery } from "./use-table-query.ts";

export type TableFilter = {
  /** As in the address and the API. */
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** Takes one value at a time: another one takes its place. */
  single?: boolean;
};

type FilterBarProps = { filters: readonly TableFilter[]; query: TableQuery };

/** One menu per filter; what is chosen stands beside as chips that can be taken away. */
export function FilterBar({ filters, query }: FilterBarProps) {
  const toggle = ({ name, single }: TableFilter, value: string, on: boolean) => {
    const others = single ? [] : query.chosen(name).filter((other) => other !== value);
    query.setFilter(name, on ? [...others, value] : others);
  };
  return (
    <>
      {filters.map((filter) => (
        <Menu
          key={filter.name}
          label={filter.label}
          icon={<ListFilter aria-hidden />}
          align="start"
          entries={filter.options.map((option) => ({
            kind: "check",
            label: option.label,
            checked: query.chosen(filter.name).includes(option.value),
            onChange: (on) => toggle(filter, option.value, on),
          }))}
        />
      ))}
      {filters.flatMap((filter) =>
        query.chosen(filter.name).map((value) => (
          <button
            key={`${filter.name}:${value}`}
            type="button"
            className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft pr-1.5 pl-2.5 text-accent-ink text-xs"
            onClick={() => toggle(filter, value, false)}
          >
            <span className="sr-only">Remove filter </span>
            {filter.label}: {filter.options.find((option) => option.value === value)?.label ?? value}
            <X aria-hidden className="size-3.5" />
          </button>
        )),
      )}
      {query.isFiltered && (
        <Button variant="ghost" size="sm" onClick={query.clear}>
          Clear
        </Button>
      )}
    </>
  );
}
