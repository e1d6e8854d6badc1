"use client";

import ChevronLeft from "lucide-react/icons/chevron-left";
import ChevronRight from "lucide-react/icons/chevron-right";
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import type { TableQuery } from "./use-table-query.ts";

/** Cursors of the neighbouring pages, null where there is none. */
export type PageCursors = {
  newer: string | null;
  older: string | null;
  /** In a list that is not ordered by time, the page before and the one after. */
  words?: "previous-next";
};

type TablePagesProps = { cursors: PageCursors; query: TableQuery; note?: ReactNode };

/** Keyset paging: there are no page numbers, only newer and older. */
export function TablePages({ cursors: { newer, older, words }, query, note }: TablePagesProps) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 border-t px-3 py-2">
      <p className="min-w-0 text-muted text-xs tabular-nums">{note}</p>
      <div className="flex gap-2">
        <Button size="sm" disabled={!newer} onClick={() => newer && query.goNewer(newer)}>
          <ChevronLeft aria-hidden />
          {words ? "Previous" : "Newer"}
        </Button>
        <Button size="sm" disabled={!older} onClick={() => older && query.goOlder(older)}>
          {words ? "Next" : "Older"}
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
