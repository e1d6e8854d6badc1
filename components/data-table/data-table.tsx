"use client";

import { type ColumnDef, useTable } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState, type Problem } from "../ui/error-state.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { type TableParts, tableParts } from "./columns.ts";
import { FilterBar, type TableFilter } from "./filter-bar.tsx";
import { SearchBox } from "./search-box.tsx";
import { TableHeadCell } from "./table-head.tsx";
import { type PageCursors, TablePages } from "./table-pages.tsx";
import { SkeletonRows, TableRow } from "./table-row.tsx";
import type { TableQuery } from "./use-table-query.ts";
import { ViewMenu } from "./view-menu.tsx";

export type Selection = { selected: ReadonlySet<string>; onChange: (selected: ReadonlySet<string>) => void };

type DataTableProps<Row extends object> = {
  /** Names the table. */
  label: string;
  columns: readonly ColumnDef<TableParts, Row, unknown>[];
  /** Undefined while the first answer is awaited. The same array until it changes. */
  rows: readonly Row[] | undefined;
  getRowId: (row: Row) => string;
  /** Where a row leads: its first cell becomes a real link that covers the row. */
  rowHref?: (row: Row) => string;
  query: TableQuery;
  filters?: readonly TableFilter[];
  /** Turns the search box on: "Search by name or id". */
  searchLabel?: string;
  cursors?: PageCursors;
  /** Stands at the foot: "1 204 conversations". */
  note?: ReactNode;
  /** Shown when there is nothing at all; what is filtered out is told by the table itself. */
  empty: ReactNode;
  /** Stands above the rows that were there before, if any. */
  problem?: Problem | null;
  onRetry?: () => void;
  /** A newer answer is on its way; the rows shown are the old ones. */
  refreshing?: boolean;
  /** Export and the like, at the right of the toolbar. */
  actions?: ReactNode;
  selection?: Selection;
  /** Shown in place of the toolbar while rows are selected. */
  bulkActions?: ReactNode;
};

/** A list fed by the server: search, filters, sort, keyset paging and column choice, all in the address. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, getRowId, rowHref, query, cursors, selection, problem, onRetry } = props;
  const table = useTable({
    features: tableParts,
    columns,
    data: rows ?? noRows,
    getRowId,
    state: { columnVisibility: Object.fromEntries(query.hiddenColumns.map((id) => [id, false])) },
  });
  const visible = table.getVisibleLeafColumns();
  const isEmpty = rows?.length === 0;

  return (
    <div className="min-w-0 space-y-3">
      <Toolbar {...props} columnChoices={listColumns(table.getAllLeafColumns())} />
      {problem && <ErrorState problem={problem} onRetry={onRetry} />}
      {(rows || !problem) && (
        <Card>
          {isEmpty ? (
            (query.isFiltered && <FilteredOut onClear={query.clear} />) || props.empty
          ) : (
            <ScrollBox label={`${label}, scrollable`}>
              <table
                aria-label={label}
                aria-busy={!rows || props.refreshing}
                className="w-full border-separate border-spacing-0 text-sm"
              >
                <thead>
                  {table.getHeaderGroups().map((group) => (
                    <tr key={group.id}>
                      {selection && <th className="w-8 border-b" aria-label="Selected" />}
                      {group.headers.map((header) => (
                        <TableHeadCell
                          key={header.id}
                          id={header.column.id}
                          notes={header.column.columnDef.meta ?? {}}
                          query={query}
                        >
                          <table.FlexRender header={header} />
                        </TableHeadCell>
                      ))}
                    </tr>
                  ))}
                </thead>
                <tbody>
                  {rows ? (
                    table.getRowModel().rows.map((row) => (
                      <TableRow
                        key={row.id}
                        id={row.id}
                        href={rowHref?.(row.original)}
                        density={query.density}
                        selection={selection}
                        cells={row.getVisibleCells().map((cell) => ({
                          id: cell.column.id,
                          notes: cell.column.columnDef.meta ?? {},
                          content: <table.FlexRender cell={cell} />,
                        }))}
                      />
                    ))
                  ) : (
                    <SkeletonRows columns={visible.length + (selection ? 1 : 0)} />
                  )}
                </tbody>
              </table>
            </ScrollBox>
          )}
          {cursors && (cursors.newer || cursors.older || props.note) && (
            <TablePages cursors={cursors} query={query} note={props.note} />
          )}
        </Card>
      )}
    </div>
  );
}

const noRows: never[] = [];

type ColumnChoice = { id: string; label: string; visible: boolean; fixed: boolean };

function Toolbar<Row extends object>({
  query,
  filters,
  searchLabel,
  actions,
  selection,
  bulkActions,
  columnChoices,
}: DataTableProps<Row> & { columnChoices: ColumnChoice[] }) {
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
    <div className="flex flex-wrap items-center justify-between gap-2">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
        {searchLabel && <SearchBox label={searchLabel} value={query.search} onSearch={query.setSearch} />}
        <FilterBar filters={filters ?? []} query={query} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <ViewMenu columns={columnChoices} query={query} />
        {actions}
      </div>
    </div>
  );
}

function FilteredOut({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      kind="filtered-out"
      title="Nothing matches"
      action={<Button onClick={onClear}>Clear search and filters</Button>}
    >
      There are rows, but the search or the filters leave them out.
    </EmptyState>
  );
}

type LeafColumn = {
  id: string;
  getIsVisible: () => boolean;
  columnDef: { header?: unknown; meta?: { label?: string; fixed?: boolean } };
};

function listColumns(columns: readonly LeafColumn[]): ColumnChoice[] {
  return columns.map((column, index) => {
    const { header, meta } = column.columnDef;
    return {
      id: column.id,
      label: meta?.label ?? (typeof header === "string" ? header : column.id),
      visible: column.getIsVisible(),
      fixed: index === 0 || meta?.fixed === true,
    };
  });
}
