"use client";

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";

const densities = ["dense", "roomy"] as const;
export type Density = (typeof densities)[number];

type TableQueryOptions = {
  /** Names of the filters, as in the address and in the API. At the top level of a file, or memoised. */
  filters?: readonly string[];
  /** `createdAt` or, descending, `-createdAt`. */
  defaultSort?: string;
  /** Columns hidden until chosen. */
  hidden?: readonly string[];
};

const none: readonly string[] = [];
const own = {
  q: parseAsString.withDefault(""),
  sort: parseAsString,
  older: parseAsString,
  newer: parseAsString,
  columns: parseAsArrayOf(parseAsString),
  density: parseAsStringLiteral(densities).withDefault("dense"),
};
const firstPage = { older: null, newer: null };

/**
 * All state of a list, kept in the address: it can be shared, and Back undoes a filter. `api` is what to hand to
 * `fetchJson`'s `query` and to the query key: `q`, `sort`, `older` or `newer` (cursors), and each filter as a comma list.
 */
export function useTableQuery({ filters = none, defaultSort, hidden = none }: TableQueryOptions = {}) {
  const parsers = useMemo(
    () => ({ ...own, ...Object.fromEntries(filters.map((name) => [name, parseAsArrayOf(parseAsString)])) }),
    [filters],
  );
  const [values, set] = useQueryStates(parsers, { history: "push" });
  const { q, older, newer, density } = values;
  const sort = values.sort ?? defaultSort ?? null;
  const chosen = (name: string): readonly string[] => {
    const value: unknown = values[name as keyof typeof values];
    return Array.isArray(value) ? value : none;
  };

  const filterTexts = Object.fromEntries(filters.map((name) => [name, chosen(name).join(",") || undefined]));
  const write = (next: Record<string, string | string[] | null>, history: "push" | "replace" = "push") =>
    void set(next as Partial<typeof values>, { history });

  return {
    search: q,
    sort,
    density,
    hiddenColumns: values.columns ?? hidden,
    filters,
    chosen,
    isFiltered: q !== "" || filters.some((name) => chosen(name).length > 0),
    api: {
      q: q || undefined,
      sort: sort ?? undefined,
      older: older ?? undefined,
      newer: newer ?? undefined,
      ...filterTexts,
    },
    setSearch: (text: string) => write({ q: text || null, ...firstPage }, "replace"),
    setFilter: (name: string, wanted: readonly string[]) =>
      write({ [name]: wanted.length > 0 ? [...wanted] : null, ...firstPage }),
    setSort: (next: string | null) => write({ sort: next, ...firstPage }),
    setHiddenColumns: (names: readonly string[]) => write({ columns: [...names] }, "replace"),
    setDensity: (next: Density) => write({ density: next }, "replace"),
    goOlder: (cursor: string) => write({ older: cursor, newer: null }),
    goNewer: (cursor: string) => write({ newer: cursor, older: null }),
    clear: () => write({ q: null, ...firstPage, ...Object.fromEntries(filters.map((name) => [name, null])) }),
  };
}

export type TableQuery = ReturnType<typeof useTableQuery>;
