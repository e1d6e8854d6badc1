"use client";

import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState, type Problem } from "../ui/error-state.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import type { Column } from "./column.ts";
import { TableHeadCell } from "./table-head.tsx";
import { type PageCursors, TablePages } from "./table-pages.tsx";
import { SkeletonRows, TableRow } from "./table-row.tsx";
import { TableToolbar, type TableToolbarProps } from "./table-toolbar.tsx";

type DataTableProps<Row> = TableToolbarProps & {
  /** Names the table. */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while the first answer is awaited. */
  rows: readonly Row[] | undefined;
  getRowId: (row: Row) => string;
  /** Where a row leads: its first cell becomes a real link that covers the row. */
  rowHref?: (row: Row) => string;
  /** Shows the row beside the list instead of following its link, unless a new tab is asked for. */
  onRowOpen?: (row: Row) => void;
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
};

/**
 * A list fed by the server: search, filters, sort, keyset paging and column choice, all in the address (`useTableQuery`).
 * The server does the work of a table library; what is left weighs a tenth of one.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, getRowId, rowHref, query, cursors, note, problem, onRetry, selection } =
    props;
  const choices = columns.map(({ id, header, fixed = false }, index) => {
    const mustShow = fixed || index === 0;
    return { id, label: header, fixed: mustShow, visible: mustShow || !query.hiddenColumns.includes(id) };
  });
  const visible = columns.filter((_, index) => choices[index]?.visible);

  return (
    <div className="min-w-0 space-y-3">
      <TableToolbar {...props} columns={choices} />
      {problem && <ErrorState problem={problem} onRetry={onRetry} />}
      {(rows || !problem) && (
        <Card>
          {rows?.length === 0 ? (
            query.isFiltered ? (
              <FilteredOut onClear={query.clear} />
            ) : (
              props.empty
            )
          ) : (
            <ScrollBox label={`${label}, scrollable`}>
              <table
                aria-label={label}
                aria-busy={!rows || props.refreshing}
                className="w-full border-separate border-spacing-0 text-sm"
              >
                <thead>
                  <tr>
                    {selection && (
                      <th scope="col" className="w-8 border-b">
                        <span className="sr-only">Selected</span>
                      </th>
                    )}
                    {visible.map((column) => (
                      <TableHeadCell key={column.id} column={column} query={query} />
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows?.map((row) => (
                    <TableRow
                      key={getRowId(row)}
                      id={getRowId(row)}
                      row={row}
                      columns={visible}
                      href={rowHref?.(row)}
                      onOpen={props.onRowOpen && (() => props.onRowOpen?.(row))}
                      density={query.density}
                      selection={selection}
                    />
                  ))}
                  {!rows && <SkeletonRows columns={visible} selectable={selection !== undefined} />}
                </tbody>
              </table>
            </ScrollBox>
          )}
          {cursors && (cursors.newer || cursors.older || (note && rows?.length !== 0)) && (
            <TablePages cursors={cursors} query={query} note={note} />
          )}
        </Card>
      )}
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
      No row fits the search and the filters.
    </EmptyState>
  );
}
