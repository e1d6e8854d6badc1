"use client";

import { type ReactNode, useEffect } from "react";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import type { TableFilter } from "#components/data-table/filter-bar.tsx";
import type { Selection } from "#components/data-table/table-toolbar.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import type { queryKeys } from "#lib/api/query-keys.ts";
import type { TenantPage } from "#lib/tenant/schema.ts";
import { ClockTime, StaleNote } from "./stale-note.tsx";

type TenantTableProps<Row> = {
  connectionId: string;
  noun: keyof typeof queryKeys;
  /** The route that lists, below the connection: `skills`. */
  path: string;
  /** Names the table, and with a number what it holds: "skills". */
  label: string;
  columns: readonly Column<Row>[];
  hidden?: readonly string[];
  defaultSort?: string;
  filters?: readonly TableFilter[];
  searchLabel: string;
  getRowId: (row: Row) => string;
  rowHref?: (row: Row) => string;
  empty: ReactNode;
  actions?: ReactNode;
  selection?: Selection;
  bulkActions?: ReactNode;
  /** Told which rows are shown. */
  onRows?: (rows: readonly Row[]) => void;
};

/**
 * A list that CXone feeds: it searches, filters, sorts and pages; the address holds what was asked. While CXone does not
 * answer, the last rows known stay, with their age and the reason.
 */
export function TenantTable<Row>(props: TenantTableProps<Row>) {
  const { connectionId, noun, path, filters = [], hidden, defaultSort, onRows, label, ...table } = props;
  const query = useTableQuery({
    filters: filters.map(({ name }) => name),
    ...(hidden ? { hidden } : {}),
    ...(defaultSort ? { defaultSort } : {}),
  });
  const { page, table: answered } = useListPage<TenantPage<Row>>({
    noun,
    path: `/api/connections/${connectionId}/${path}`,
    query,
    first: undefined,
  });
  const rows = page?.items;
  useEffect(() => {
    if (rows) onRows?.(rows);
  }, [rows, onRows]);
  return (
    <>
      {page && <StaleNote asOf={page.asOf} stale={page.stale} connectionId={connectionId} />}
      <DataTable
        {...table}
        {...answered}
        {...(answered.cursors && { cursors: { ...answered.cursors, words: "previous-next" as const } })}
        label={label}
        query={query}
        filters={filters}
        note={page && <PageNote page={page} label={label} />}
      />
    </>
  );
}

function PageNote<Row>({ page, label }: { page: TenantPage<Row>; label: string }) {
  const { items, from, total, asOf, remarks } = page;
  const count = new Intl.NumberFormat("en-GB");
  const shown = `${count.format(from + 1)} to ${count.format(from + items.length)}`;
  return (
    <>
      {items.length > 0 && shown}
      {total !== null && ` of ${count.format(total)} ${label}`} · as of <ClockTime at={asOf} />
      {remarks.map((remark) => (
        <span key={remark} className="block">
          {remark}
        </span>
      ))}
    </>
  );
}
