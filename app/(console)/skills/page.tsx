// Owner of the data: TanStack Query in SkillTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SkillTable } from "#components/skills/skill-table.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Skills" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SkillsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame
        title="Skills"
        note="Which agents CXone offers a contact to. A digital channel needs one."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <SkillTable connectionId={chosen.id} />}
      </TenantFrame>
    );
  });
}
