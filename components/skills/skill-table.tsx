"use client";

import NextLink from "next/link";
import type { Column } from "#components/data-table/column.ts";
import { QueryProvider } from "#components/query-provider.tsx";
import { ActiveState } from "#components/tenant/active-state.tsx";
import { TenantTable } from "#components/tenant/tenant-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Id } from "#components/ui/id.tsx";
import { directionName, MEDIA_TYPES } from "#lib/skills/mapping.ts";
import type { SkillRow } from "#lib/skills/schema.ts";

const YES_NO = (yes: string, no: string) => [
  { value: "yes", label: yes },
  { value: "no", label: no },
];

const filters = [
  {
    name: "media",
    label: "Media type",
    single: true,
    options: MEDIA_TYPES.map(({ id, name }) => ({ value: String(id), label: name })),
  },
  { name: "outbound", label: "Direction", single: true, options: YES_NO("Outbound", "Inbound") },
  { name: "active", label: "State", single: true, options: YES_NO("Active", "Not active") },
];

const columns: Column<SkillRow>[] = [
  { id: "skillName", header: "Name", sortable: true, cell: (skill) => skill.name },
  {
    id: "isActive",
    header: "State",
    sortable: true,
    fixed: true,
    cell: (skill) => <ActiveState active={skill.active} />,
  },
  {
    id: "mediaTypeId",
    header: "Media type",
    sortable: true,
    wideOnly: true,
    cell: (skill) => skill.mediaType,
  },
  {
    id: "direction",
    header: "Direction",
    wideOnly: true,
    cell: (skill) => directionName(skill.direction),
  },
  {
    id: "campaignName",
    header: "Campaign",
    sortable: true,
    wideOnly: true,
    cell: (skill) => skill.campaignName || <span className="text-faint">none</span>,
  },
  {
    id: "skillId",
    header: "Skill ID",
    wideOnly: true,
    cell: (skill) => <Id value={String(skill.skillId)} label="skill id" chars={12} />,
  },
];

type SkillTableProps = { connectionId: string; campaignId?: number };

/** The skills of a tenant, or of one of its campaigns. */
export function SkillTable({ connectionId, campaignId }: SkillTableProps) {
  return (
    <QueryProvider>
      <TenantTable
        connectionId={connectionId}
        noun="skills"
        path={campaignId ? `skills?campaign=${campaignId}` : "skills"}
        label="skills"
        columns={columns}
        hidden={campaignId ? ["campaignName"] : []}
        defaultSort="skillName"
        filters={filters}
        searchLabel="Name, id or address"
        getRowId={(skill) => String(skill.skillId)}
        rowHref={(skill) => `/skills/${skill.skillId}?connection=${connectionId}`}
        actions={
          <Button asChild variant="primary">
            <NextLink href={`/skills/new?connection=${connectionId}`}>New skill</NextLink>
          </Button>
        }
        empty={
          <EmptyState
            kind="nothing-yet"
            title={campaignId ? "No skill is in this campaign" : "No skills yet"}
          >
            A skill decides which agents CXone offers a contact to.
          </EmptyState>
        }
      />
    </QueryProvider>
  );
}
