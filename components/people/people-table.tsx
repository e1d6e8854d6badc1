"use client";

import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ListPage } from "#lib/api/schema.ts";
import type { UserView } from "#lib/people/schema.ts";
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

/** Who can sign in, and as what. */
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
  const name: Column<UserView> = {
    id: "name",
    header: "Name",
    sortable: true,
    cell: (person) => (
      <span className="flex flex-wrap items-center gap-2">
        <Link href={`/settings/people/${person.id}`} className="font-medium">
          {person.name}
        </Link>
        {person.id === me && <Badge tone="accent">You</Badge>}
      </span>
    ),
  };
  return (
    <DataTable
      {...table}
      cursors={table.cursors && { ...table.cursors, words: "previous-next" }}
      label="People"
      columns={[name, ...columns]}
      getRowId={(person) => person.id}
      query={query}
      filters={filters}
      searchLabel="Name or e-mail"
      empty={
        <EmptyState kind="nothing-yet" title="Nobody is here yet">
          Invite the people who may sign in.
        </EmptyState>
      }
    />
  );
}
