"use client";

import type { Column } from "#components/data-table/column.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { TenantTable } from "#components/tenant/tenant-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { State } from "#components/ui/state.tsx";
import { type ChannelRow, platformName } from "#lib/channels/schema.ts";

const PLATFORMS = ["custom", "email", "in-contact-email", "chat", "whatsapp", "sms", "forum"];

const filters = [
  {
    name: "platform",
    label: "Platform",
    single: true,
    options: PLATFORMS.map((platform) => ({ value: platform, label: platformName(platform) })),
  },
  {
    name: "set",
    label: "Routing",
    single: true,
    options: [
      { value: "complete", label: "Skill and script set" },
      { value: "missing", label: "Something missing" },
    ],
  },
];

const columns: Column<ChannelRow>[] = [
  { id: "name", header: "Name", sortable: true, cell: (row) => row.name },
  { id: "routing", header: "Routing", fixed: true, cell: (row) => <Routing row={row} /> },
  {
    id: "platform",
    header: "Platform",
    sortable: true,
    wideOnly: true,
    cell: (row) => platformName(row.platform),
  },
  {
    id: "skill",
    header: "Default skill",
    sortable: true,
    wideOnly: true,
    cell: (row) => row.defaultSkill?.name ?? <span className="text-faint">none</span>,
  },
  {
    id: "script",
    header: "Studio script",
    wideOnly: true,
    cell: (row) =>
      row.script ? (
        <code className="block max-w-72 truncate text-xs" title={row.script}>
          {row.script}
        </code>
      ) : (
        <span className="text-faint">none</span>
      ),
  },
  {
    id: "handover",
    header: "Handover",
    wideOnly: true,
    cell: (row) => row.handover?.name ?? <span className="text-faint">not ours</span>,
  },
  {
    id: "id",
    header: "Channel ID",
    wideOnly: true,
    cell: (row) => <Id value={row.id} label="channel id" chars={12} />,
  },
];

/** A channel routes nothing unless both are set (M-65). */
export function Routing({ row }: { row: Pick<ChannelRow, "defaultSkill" | "script"> }) {
  const missing = [...(row.defaultSkill ? [] : ["skill"]), ...(row.script ? [] : ["script"])];
  return missing.length === 0 ? (
    <State kind="good">Set</State>
  ) : (
    <State kind="bad">No {missing.join(", no ")}</State>
  );
}

/** The digital points of contact of a tenant. */
export function ChannelTable({ connectionId }: { connectionId: string }) {
  return (
    <QueryProvider>
      <TenantTable
        connectionId={connectionId}
        noun="channels"
        path="channels"
        label="channels"
        columns={columns}
        hidden={["id"]}
        defaultSort="name"
        filters={filters}
        searchLabel="Name, id, skill or script"
        getRowId={(row) => row.id}
        rowHref={(row) => `/channels/${encodeURIComponent(row.id)}?connection=${connectionId}`}
        empty={
          <EmptyState kind="nothing-yet" title="No channels yet">
            A channel is where contacts come in: an address, a number, a bot. Set up a handover and it makes
            one.
          </EmptyState>
        }
      />
    </QueryProvider>
  );
}
