"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { NoticeView } from "#lib/notices/schema.ts";
import { noticeCount } from "./notice-count.ts";
import { SEVERITY } from "./severity.tsx";

const filterNames = ["state", "severity"];
const filters = [
  {
    name: "state",
    label: "State",
    options: [
      { value: "open", label: "Open" },
      { value: "acknowledged", label: "Acknowledged" },
      { value: "resolved", label: "Resolved" },
    ],
  },
  {
    name: "severity",
    label: "Urgency",
    options: Object.entries(SEVERITY).map(([value, { word }]) => ({ value, label: word })),
  },
];

const columns: Column<NoticeView>[] = [
  {
    id: "title",
    header: "Notice",
    cell: ({ title, body }) => (
      <>
        <span className="block whitespace-normal">{title}</span>
        <span className="block whitespace-normal font-normal text-muted text-xs max-sm:line-clamp-3">
          {body}
        </span>
      </>
    ),
  },
  {
    id: "severity",
    header: "Urgency",
    wideOnly: true,
    cell: ({ severity }) => <State kind={SEVERITY[severity].kind}>{SEVERITY[severity].word}</State>,
  },
  { id: "state", header: "State", cell: (notice) => <NoticeState notice={notice} /> },
  {
    id: "createdAt",
    header: "Since",
    wideOnly: true,
    cell: ({ createdAt }) => <Time at={createdAt} className="text-muted" />,
  },
];

function NoticeState({ notice: { state, resolvedAt, acknowledgedBy } }: { notice: NoticeView }) {
  if (state === "resolved")
    return <State kind="good">Resolved {resolvedAt && <Time at={resolvedAt} />}</State>;
  if (state === "acknowledged") return <State kind="waiting">Seen by {acknowledgedBy}</State>;
  return <State kind="warning">Open</State>;
}

type NoticeTableProps = { first: ListPage<NoticeView> | undefined; mayAcknowledge: boolean };

/** What is wrong or will be, who has seen it, and when it was mended. */
export function NoticeTable(props: NoticeTableProps) {
  return (
    <QueryProvider>
      <Notices {...props} />
    </QueryProvider>
  );
}

function Notices({ first, mayAcknowledge }: NoticeTableProps) {
  const query = useTableQuery({ filters: filterNames });
  const { table } = useListPage({ noun: "notices", path: "/api/notices", query, first });
  const client = useQueryClient();
  const [working, setWorking] = useState<string>();

  const acknowledge = async ({ id }: NoticeView) => {
    setWorking(id);
    try {
      await fetchJson(`/api/notices/${id}/acknowledge`, { method: "POST" });
      await client.invalidateQueries({ queryKey: queryKeys.notices.all });
      await noticeCount.read();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toast({ kind: "bad", title: error.title, ...(error.fix ? { description: error.fix } : {}) });
    } finally {
      setWorking(undefined);
    }
  };
  const deeds: Column<NoticeView> = {
    id: "deeds",
    header: "Change",
    fixed: true,
    numeric: true,
    cell: (notice) =>
      notice.state === "open" ? (
        <Button size="sm" loading={working === notice.id} onClick={() => acknowledge(notice)}>
          Acknowledge<span className="sr-only"> {notice.title}</span>
        </Button>
      ) : null,
  };
  return (
    <DataTable
      {...table}
      label="Notices"
      columns={mayAcknowledge ? [...columns, deeds] : columns}
      getRowId={({ id }) => id}
      rowHref={({ link }) => link}
      query={query}
      filters={filters}
      searchLabel="Words of a notice"
      empty={
        <EmptyState kind="nothing-yet" title="No notices yet">
          What fails, drifts or runs out is told here, once for each cause. It goes away when it is mended.
        </EmptyState>
      }
    />
  );
}
