"use client";

import { Checkbox } from "../ui/checkbox.tsx";
import { cn } from "../ui/cn.ts";
import { PageLink } from "../ui/page-link.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { Column } from "./column.ts";
import type { Selection } from "./table-toolbar.tsx";
import type { Density } from "./use-table-query.ts";

type TableRowProps<Row> = {
  id: string;
  row: Row;
  columns: readonly Column<Row>[];
  href: string | undefined;
  onOpen: (() => void) | undefined;
  density: Density;
  selection: Selection | undefined;
};

const cellLook = "border-t px-3 group-first/row:border-t-0";
const heights: Record<Density, string> = { dense: "h-9 py-1", roomy: "h-12 py-2" };

/** A row. With an address, its first cell is a link that covers the row; buttons, links and times in it stay reachable. */
export function TableRow<Row>({ id, row, columns, href, onOpen, density, selection }: TableRowProps<Row>) {
  const select = (on: boolean) => {
    const next = new Set(selection?.selected);
    if (on) next.add(id);
    else next.delete(id);
    selection?.onChange(next);
  };
  return (
    <tr
      className={cn(
        "group/row relative [&_:is(a,button,time)]:relative",
        href && "hover:bg-hover has-[a:focus-visible]:bg-hover",
      )}
    >
      {selection && (
        <td className={cn(cellLook, "pr-0")}>
          <Checkbox
            // Above the link that covers the row.
            className="z-10"
            aria-label="Select row"
            checked={selection.selected.has(id)}
            onChange={(event) => select(event.target.checked)}
          />
        </td>
      )}
      {columns.map((column, index) => (
        <td key={column.id} className={cn(cellLook, heights[density], columnLook(column))}>
          {href && index === 0 ? (
            <PageLink
              href={href}
              className="static! font-medium after:absolute after:inset-0"
              onClick={(event) => {
                if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                onOpen();
              }}
            >
              {column.cell(row)}
            </PageLink>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

const skeletonRows = [...Array(8).keys()];

type SkeletonRowsProps<Row> = { columns: readonly Column<Row>[]; selectable: boolean };

/** Grey rows while the first answer is awaited. */
export function SkeletonRows<Row>({ columns, selectable }: SkeletonRowsProps<Row>) {
  return skeletonRows.map((row) => (
    <tr key={row} className="group/row">
      {selectable && <td className={cellLook} />}
      {columns.map((column, index) => (
        <td key={column.id} className={cn(cellLook, "h-9", columnLook(column))}>
          <Skeleton className={index === 0 ? "w-40 max-w-full" : "w-20 max-w-full"} />
        </td>
      ))}
    </tr>
  ));
}

function columnLook<Row>({ numeric, wideOnly }: Column<Row>): string {
  return cn(numeric && "text-end tabular-nums", wideOnly && "max-sm:hidden");
}
