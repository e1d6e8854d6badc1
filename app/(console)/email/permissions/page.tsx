// Owner of the data: this Server Component; what is saved is written by its own routes and the page read again.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { PermissionsPage } from "#components/email/permissions/permissions-page.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { TenantProblem } from "#components/tenant/tenant-problem.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getPermissionMatrix, listRoleMembers } from "#lib/email/permissions/reads.ts";
import { getTenants, reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Email permissions" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EmailPermissionsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection, ["admin", "operator", "auditor"]);
    const matrix = chosen && (await reachable(() => getPermissionMatrix(ctx, chosen.id)));
    const members = chosen && (await listRoleMembers(ctx, chosen.id));
    const mayChange = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <TenantFrame
        title="Email permissions"
        note="What each digital role may do on each email channel, and who has which role."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && matrix && !matrix.ok && (
          <TenantProblem problem={matrix.problem} connectionId={chosen.id} />
        )}
        {chosen && matrix?.ok && members && (
          <>
            <StaleNote asOf={matrix.value.asOf} stale={matrix.value.stale} connectionId={chosen.id} />
            <PermissionsPage
              connectionId={chosen.id}
              matrix={matrix.value.value}
              members={members.items}
              mayChange={mayChange}
            />
          </>
        )}
      </TenantFrame>
    );
  });
}
