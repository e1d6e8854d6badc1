// Owner of the data: TanStack Query in ScriptTable, so that the page stands before CXone has answered.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { ScriptTable } from "#components/scripts/script-table.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Studio scripts" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ScriptsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame
        title="Studio scripts"
        note="What routes the contacts of a channel. Patchbay saves the script of a handover; all others it only reads."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <ScriptTable connectionId={chosen.id} />}
      </TenantFrame>
    );
  });
}
