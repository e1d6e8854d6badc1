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
import { queryKeys } from "#lib/api/query-keys.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { UserView } from "#lib/people/schema.ts";
import { DisableDialog } from "./disable-dialog.tsx";
import { roleName, roleOptions } from "./role-name.ts";

const filterNames = ["role", "state"];
const filters = [
  { name: "role", label: "Role", options: roleOptions },
  {
    name: "state",
    label: "State",
    options: [
      { value: "active", label: "Active" },
      { value: "disabled", label: "Disabled" },
    ],
  },
];

const columns: Column<UserView>[] = [
  {
    id: "name",
    header: "Name",
    sortable: true,
    cell: (person) => <span className="font-medium">{person.name}</span>,
  },
  { id: "email", header: "E-mail", wideOnly: true, cell: (person) => person.email },
  { id: "role", header: "Role", wideOnly: true, cell: (person) => roleName(person.role) },
  {
    id: "state",
    header: "State",
    cell: ({ disabledAt }) =>
      disabledAt ? <State kind="idle">Disabled</State> : <State kind="good">Active</State>,
  },
  {
    id: "lastSeen",
    header: "Last seen",
    wideOnly: true,
    cell: ({ lastSeenAt }) =>
      lastSeenAt ? <Time at={lastSeenAt} /> : <span className="text-faint">never</span>,
  },
  {
    id: "createdAt",
    header: "Added",
    sortable: true,
    wideOnly: true,
    cell: (person) => <Time at={person.createdAt} as="day" className="text-muted" />,
  },
];

type PeopleTableProps = {
  first: ListPage<UserView> | undefined;
  /** The id of who looks at it. */
  me: string;
};

/** Who can sign in, and the switch that takes it away. */
export function PeopleTable(props: PeopleTableProps) {
  return (
    <QueryProvider>
      <People {...props} />
    </QueryProvider>
  );
}

function People({ first, me }: PeopleTableProps) {
  const query = useTableQuery({ filters: filterNames, defaultSort: "name" });
  const { table } = useListPage({ noun: "people", path: "/api/users", query, first });
  const client = useQueryClient();
  const [asked, setAsked] = useState<UserView | null>(null);

  const deeds: Column<UserView> = {
    id: "deeds",
    header: "Change",
    fixed: true,
    numeric: true,
    cell: (person) => (
      <Button size="sm" variant="ghost" onClick={() => setAsked(person)}>
        {person.disabledAt ? "Enable" : "Disable"}
        <span className="sr-only"> {person.name}</span>
      </Button>
    ),
  };
  return (
    <>
      <DataTable
        {...table}
        cursors={table.cursors && { ...table.cursors, words: "previous-next" }}
        label="People"
        columns={[...columns, deeds]}
        getRowId={(person) => person.id}
        query={query}
        filters={filters}
        searchLabel="Name or e-mail"
        empty={
          <EmptyState kind="nothing-yet" title="Nobody is here yet">
            Add the people who may sign in.
          </EmptyState>
        }
      />
      {asked && (
        <DisableDialog
          person={asked}
          isMe={asked.id === me}
          onClose={() => setAsked(null)}
          onDone={() => client.invalidateQueries({ queryKey: queryKeys.people.all })}
        />
      )}
    </>
  );
}
