"use client";

import { useSearchParams } from "next/navigation";

export type Density = "dense" | "roomy";

type TableQueryOptions = {
  /** Names of the filters, as in the address and in the API. */
  filters?: readonly string[];
  /** `createdAt` or, descending, `-createdAt`. */
  defaultSort?: string;
  /** Columns hidden until chosen. */
  hidden?: readonly string[];
};

type Change = Record<string, string | null>;

const none: readonly string[] = [];
/** Whatever changes what is listed starts at its first page. */
const firstPage: Change = { older: null, newer: null };

/**
 * All state of a list, kept in the address: it can be shared, and Back undoes a filter. `api` is what to hand to
 * `fetchJson`'s `query` and to the query key: `q`, `sort`, `older` or `newer` (cursors), and each filter as a comma list.
 */
export function useTableQuery({ filters = none, defaultSort, hidden = none }: TableQueryOptions = {}) {
  const address = useSearchParams();
  const read = (name: string) => address.get(name) ?? undefined;
  const list = (name: string): readonly string[] => read(name)?.split(",").filter(Boolean) ?? none;

  const search = read("q") ?? "";
  const sort = read("sort") ?? defaultSort;
  const density: Density = read("density") === "roomy" ? "roomy" : "dense";
  const filterTexts = Object.fromEntries(filters.map((name) => [name, read(name)]));

  return {
    search,
    sort,
    density,
    hiddenColumns: address.has("hide") ? list("hide") : hidden,
    chosen: list,
    isFiltered: search !== "" || filters.some((name) => list(name).length > 0),
    api: { q: search || undefined, sort, older: read("older"), newer: read("newer"), ...filterTexts },
    /** The row whose details lie beside the list. */
    opened: read("row"),
    open: (id: string | null) => write({ row: id }),
    setSearch: (text: string) => write({ q: text || null, ...firstPage }, "replaceState"),
    setFilter: (name: string, wanted: readonly string[]) =>
      write({ [name]: wanted.join(",") || null, ...firstPage }),
    setSort: (next: string | null) => write({ sort: next, ...firstPage }),
    // An empty list is a choice too: it shows what is hidden at first.
    setHiddenColumns: (ids: readonly string[]) => write({ hide: ids.join(",") }, "replaceState"),
    setDensity: (next: Density) => write({ density: next === "dense" ? null : next }, "replaceState"),
    goOlder: (cursor: string) => write({ older: cursor, newer: null }),
    goNewer: (cursor: string) => write({ newer: cursor, older: null }),
    clear: () => write({ q: null, ...firstPage, ...Object.fromEntries(filters.map((name) => [name, null])) }),
  };
}

export type TableQuery = ReturnType<typeof useTableQuery>;

/** Next follows these two calls of the browser: `useSearchParams` gives the new values, and the server is not asked. */
function write(change: Change, how: "pushState" | "replaceState" = "pushState"): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  // Commas stay readable.
  window.history[how](null, "", url.pathname + url.search.replaceAll("%2C", ","));
}
