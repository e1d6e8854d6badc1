"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useListPage } from "#components/console/use-list-page.ts";
import type { Column } from "#components/data-table/column.ts";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useTableQuery } from "#components/data-table/use-table-query.ts";
import { roleName, roleOptions } from "#components/people/role-name.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { TokenView } from "#lib/people/schema.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";

const filterNames = ["role", "state"];
const states: Record<TokenView["state"], { kind: StateKind; word: string }> = {
  active: { kind: "good", word: "Active" },
  expired: { kind: "warning", word: "Expired" },
  revoked: { kind: "idle", word: "Revoked" },
};
const filters = [
  { name: "role", label: "Role", options: roleOptions },
  {
    name: "state",
    label: "State",
    options: Object.entries(states).map(([value, { word }]) => ({ value, label: word })),
  },
];

const never = <span className="text-faint">never</span>;

const columns: Column<TokenView>[] = [
  {
    id: "name",
    header: "Name",
    sortable: true,
    cell: (token) => <span className="font-medium">{token.name}</span>,
  },
  {
    id: "hint",
    header: "Ends in",
    wideOnly: true,
    cell: (token) => <code className="text-xs">{token.hint}</code>,
  },
  { id: "role", header: "Role", wideOnly: true, cell: (token) => roleName(token.role) },
  {
    id: "state",
    header: "State",
    cell: ({ state }) => <State kind={states[state].kind}>{states[state].word}</State>,
  },
  {
    id: "lastUsed",
    header: "Last used",
    wideOnly: true,
    cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : never),
  },
  {
    id: "expires",
    header: "Expires",
    wideOnly: true,
    cell: ({ expiresAt }) => (expiresAt ? <Time at={expiresAt} as="day" /> : never),
  },
  {
    id: "createdAt",
    header: "Made",
    sortable: true,
    wideOnly: true,
    cell: (token) => <Time at={token.createdAt} as="day" className="text-muted" />,
  },
];

type TokenTableProps = { first: ListPage<TokenView> | undefined };

/** The tokens that scripts hold, never their values. */
export function TokenTable(props: TokenTableProps) {
  return (
    <QueryProvider>
      <Tokens {...props} />
    </QueryProvider>
  );
}

function Tokens({ first }: TokenTableProps) {
  const query = useTableQuery({ filters: filterNames, defaultSort: "-createdAt" });
  const { table } = useListPage({ noun: "apiTokens", path: "/api/tokens", query, first });
  const client = useQueryClient();
  const [asked, setAsked] = useState<TokenView | null>(null);

  const deeds: Column<TokenView> = {
    id: "deeds",
    header: "Change",
    fixed: true,
    numeric: true,
    cell: (token) =>
      token.state === "revoked" ? null : (
        <Button size="sm" variant="ghost" onClick={() => setAsked(token)}>
          Revoke<span className="sr-only"> {token.name}</span>
        </Button>
      ),
  };
  return (
    <>
      <DataTable
        {...table}
        cursors={
          table.cursors && {
            ...table.cursors,
            ...(query.sort?.endsWith("name") && { words: "previous-next" }),
          }
        }
        label="API tokens"
        columns={[...columns, deeds]}
        getRowId={(token) => token.id}
        query={query}
        filters={filters}
        searchLabel="Name or last four characters"
        empty={
          <EmptyState kind="nothing-yet" title="No API tokens yet">
            A token lets a script use the same API as this console, with the role it was made with.
          </EmptyState>
        }
      />
      {asked && (
        <RevokeDialog
          token={asked}
          onClose={() => setAsked(null)}
          onDone={() => client.invalidateQueries({ queryKey: queryKeys.apiTokens.all })}
        />
      )}
    </>
  );
}
