"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { cn } from "../ui/cn.ts";
import type { Column } from "./column.ts";
import type { TableQuery } from "./use-table-query.ts";

type TableHeadCellProps = {
  column: Pick<Column<never>, "id" | "header" | "sortable" | "numeric" | "wideOnly">;
  query: TableQuery;
};

/** A column's head; a button where the server can sort by it (down, up, as it was). */
export function TableHeadCell({ column, query }: TableHeadCellProps) {
  const { id, header } = column;
  const direction = query.sort === id ? "ascending" : query.sort === `-${id}` ? "descending" : undefined;
  const next = direction === "descending" ? id : direction === "ascending" ? null : `-${id}`;
  const Arrow = direction === "ascending" ? ArrowUp : direction === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={column.sortable ? (direction ?? "none") : undefined}
      className={cn(
        "h-8 whitespace-nowrap border-b bg-surface px-3 font-normal text-muted text-xs",
        column.numeric && "text-end",
        column.wideOnly && "max-sm:hidden",
      )}
    >
      {column.sortable ? (
        <button
          type="button"
          className="-mx-1 inline-flex h-6 items-center gap-1 rounded-md px-1 hover:text-ink"
          onClick={() => query.setSort(next)}
        >
          {header}
          <Arrow aria-hidden className={cn("size-3.5", !direction && "text-faint")} />
        </button>
      ) : (
        header
      )}
    </th>
  );
}
