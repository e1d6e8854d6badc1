import type { ReactElement } from "react";
import { permitted } from "#components/console/permitted.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

/** What Next hands a page. */
export type ListAddress = { searchParams: Promise<Record<string, string | string[] | undefined>> };

type TenantListPageProps = ListAddress & {
  title: string;
  note: string;
  list: (connectionId: string) => ReactElement;
};

/** A list of one tenant's objects: the list asks CXone itself, so that the page stands before it has answered. */
export async function TenantListPage({ searchParams, title, note, list }: TenantListPageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame title={title} note={note} tenants={tenants} chosen={chosen}>
        {chosen && list(chosen.id)}
      </TenantFrame>
    );
  });
}
