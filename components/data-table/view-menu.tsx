"use client";

import Columns3 from "lucide-react/icons/columns-3";
import { Menu } from "../ui/menu.tsx";
import type { MenuEntry } from "../ui/menu-entry.ts";
import type { TableQuery } from "./use-table-query.ts";

export type ColumnChoice = { id: string; label: string; visible: boolean; fixed: boolean };

type ViewMenuProps = {
  columns: readonly ColumnChoice[];
  query: TableQuery;
};

/** Which columns show, and how close the rows stand. */
export function ViewMenu({ columns, query }: ViewMenuProps) {
  const entries: MenuEntry[] = [
    { kind: "heading", label: "Columns" },
    ...columns.map(
      ({ id, label, visible, fixed }): MenuEntry => ({
        kind: "check",
        label,
        checked: visible,
        disabled: fixed,
        onChange: (show) =>
          query.setHiddenColumns(
            show ? query.hiddenColumns.filter((other) => other !== id) : [...query.hiddenColumns, id],
          ),
      }),
    ),
    { kind: "separator" },
    { kind: "heading", label: "Rows" },
    {
      kind: "choice",
      label: "Rows",
      value: query.density,
      options: [
        { value: "dense", label: "Dense" },
        { value: "roomy", label: "Roomy" },
      ],
      onChange: (density) => query.setDensity(density === "roomy" ? "roomy" : "dense"),
    },
  ];
  return <Menu label="View" icon={<Columns3 aria-hidden />} variant="ghost" entries={entries} />;
}
