"use client";

import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { FilterBar, type TableFilter } from "./filter-bar.tsx";
import { SearchBox } from "./search-box.tsx";
import type { TableQuery } from "./use-table-query.ts";
import { type ColumnChoice, ViewMenu } from "./view-menu.tsx";

/** The ids of the rows that are ticked. */
export type Selection = { selected: ReadonlySet<string>; onChange: (selected: ReadonlySet<string>) => void };

export type TableToolbarProps = {
  query: TableQuery;
  filters?: readonly TableFilter[];
  /** Turns the search box on: "Search by name or id". */
  searchLabel?: string;
  /** Export and the like, at the right. */
  actions?: ReactNode;
  selection?: Selection;
  /** Shown in place of everything else while rows are selected. */
  bulkActions?: ReactNode;
};

/** What stands above a list: search, filters, view, actions; or what can be done with the selected rows. */
export function TableToolbar({
  query,
  filters = [],
  searchLabel,
  actions,
  selection,
  bulkActions,
  columns,
}: TableToolbarProps & { columns: readonly ColumnChoice[] }) {
  if (selection && selection.selected.size > 0) {
    return (
      <div className="flex min-h-8 flex-wrap items-center gap-2 rounded-md bg-accent-soft px-3 py-1">
        <span role="status" className="text-sm">
          {selection.selected.size} selected
        </span>
        {bulkActions}
        <Button size="sm" variant="ghost" onClick={() => selection.onChange(new Set())}>
          Clear selection
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2 sm:justify-between">
      <div className="flex min-w-0 flex-wrap items-center gap-2 max-sm:contents">
        {searchLabel && <SearchBox label={searchLabel} value={query.search} onSearch={query.setSearch} />}
        <FilterBar filters={filters} query={query} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <ViewMenu columns={columns} query={query} />
        {actions}
      </div>
    </div>
  );
}
