"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import type { ReactNode } from "react";
import { cn } from "../ui/cn.ts";
import type { ColumnNotes } from "./columns.ts";
import type { TableQuery } from "./use-table-query.ts";

type TableHeadCellProps = { id: string; notes: ColumnNotes; query: TableQuery; children: ReactNode };

/** A column's head; a button where the server can sort by it (down, up, as it was). */
export function TableHeadCell({ id, notes, query, children }: TableHeadCellProps) {
  const direction = query.sort === id ? "ascending" : query.sort === `-${id}` ? "descending" : undefined;
  const next = direction === "descending" ? id : direction === "ascending" ? null : `-${id}`;
  const Arrow = direction === "ascending" ? ArrowUp : direction === "descending" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={notes.sortable ? (direction ?? "none") : undefined}
      className={cn(
        "h-8 whitespace-nowrap border-b bg-surface px-3 font-normal text-muted text-xs",
        notes.numeric && "text-end",
        notes.wideOnly && "max-sm:hidden",
      )}
    >
      {notes.sortable ? (
        <button
          type="button"
          className="-mx-1 inline-flex h-6 items-center gap-1 rounded-md px-1 hover:text-ink"
          onClick={() => query.setSort(next)}
        >
          {children}
          <Arrow aria-hidden className={cn("size-3.5", !direction && "text-faint")} />
        </button>
      ) : (
        children
      )}
    </th>
  );
}
