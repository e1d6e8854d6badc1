// Owner of the data: TanStack Query in SkillTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { type ListAddress, TenantListPage } from "#app/(console)/tenant-list-page.tsx";
import { SkillTable } from "#components/skills/skill-table.tsx";

export const metadata: Metadata = { title: "Skills" };

export default function SkillsPage(address: ListAddress) {
  return (
    <TenantListPage
      {...address}
      title="Skills"
      note="Which agents CXone offers a contact to. A digital channel needs one."
      list={(connectionId) => <SkillTable connectionId={connectionId} />}
    />
  );
}
