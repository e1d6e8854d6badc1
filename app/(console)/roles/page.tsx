// Owner of the data: this Server Component; a change is written by its own route and the page read again.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { RoleMatrixView } from "#components/roles/role-matrix.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { TenantProblem } from "#components/tenant/tenant-problem.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getRoleMatrix } from "#lib/roles/reads.ts";
import { getTenants, reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Roles" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RolesPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection, channel } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    const wanted = typeof channel === "string" ? channel : undefined;
    const matrix = chosen && (await reachable(() => getRoleMatrix(ctx, chosen.id, wanted)));
    return (
      <TenantFrame
        title="Roles"
        note="Which roles of the tenant may answer on which channel. A new role appears after it has Digital Engagement permissions."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && matrix && !matrix.ok && (
          <TenantProblem problem={matrix.problem} connectionId={chosen.id} />
        )}
        {chosen && matrix?.ok && (
          <>
            <StaleNote asOf={matrix.value.asOf} stale={matrix.value.stale} connectionId={chosen.id} />
            <RoleMatrixView matrix={matrix.value.value} connectionId={chosen.id} />
          </>
        )}
      </TenantFrame>
    );
  });
}
