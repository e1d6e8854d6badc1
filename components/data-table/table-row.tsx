"use client";

import NextLink from "next/link";
import type { ReactNode } from "react";
import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import type { ColumnNotes } from "./columns.ts";
import type { Selection } from "./data-table.tsx";
import type { Density } from "./use-table-query.ts";

type TableRowProps = {
  id: string;
  href: string | undefined;
  density: Density;
  selection: Selection | undefined;
  cells: readonly { id: string; notes: ColumnNotes; content: ReactNode }[];
};

const cellLook = "border-t px-3 group-first/row:border-t-0";
const heights: Record<Density, string> = { dense: "h-9 py-1", roomy: "h-12 py-2" };

/** A row. With an address, its first cell is a link that covers the row; buttons, links and times in it stay reachable. */
export function TableRow({ id, href, density, selection, cells }: TableRowProps) {
  const select = (on: boolean) => {
    const next = new Set(selection?.selected);
    if (on) next.add(id);
    else next.delete(id);
    selection?.onChange(next);
  };
  return (
    <tr
      className={cn(
        "group/row relative [&_:is(a,button,input,time)]:relative",
        href && "hover:bg-hover has-[a:focus-visible]:bg-hover",
      )}
    >
      {selection && (
        <td className={cn(cellLook, "pr-0")}>
          <Checkbox
            aria-label="Select row"
            checked={selection.selected.has(id)}
            onChange={(event) => select(event.target.checked)}
          />
        </td>
      )}
      {cells.map(({ id: columnId, notes, content }, index) => (
        <td
          key={columnId}
          className={cn(
            cellLook,
            heights[density],
            notes.numeric && "text-end tabular-nums",
            notes.wideOnly && "max-sm:hidden",
          )}
        >
          {href && index === 0 ? (
            <NextLink href={href} className="static! font-medium after:absolute after:inset-0">
              {content}
            </NextLink>
          ) : (
            content
          )}
        </td>
      ))}
    </tr>
  );
}

const skeletonRows = [...Array(8).keys()];

/** Grey rows while the first answer is awaited. */
export function SkeletonRows({ columns }: { columns: number }) {
  return skeletonRows.map((row) => (
    <tr key={row} className="group/row">
      {[...Array(columns).keys()].map((column) => (
        <td key={column} className={cn(cellLook, "h-9")}>
          <Skeleton className={column === 0 ? "w-40 max-w-full" : "w-20 max-w-full"} />
        </td>
      ))}
    </tr>
  ));
}
