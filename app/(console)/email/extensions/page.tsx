// Owner of the data: this Server Component; it renders anew after each change.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { ExtensionList } from "#components/email/extensions/extension-list.tsx";
import { ExtensionsInCxone } from "#components/email/extensions/extensions-in-cxone.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getExtensions } from "#lib/email/extensions/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Attachments" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ExtensionsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection, ["admin", "operator", "auditor"]);
    const view = chosen && (await getExtensions(ctx, chosen.id));
    const mayChange = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <TenantFrame
        title="Attachments"
        note="Which file types the business unit accepts in mail. A rejected inline attachment leaves a message in its place."
        tenants={tenants}
        chosen={chosen}
      >
        {view && (
          <div className="grid max-w-3xl gap-6">
            <ExtensionList view={view} mayChange={mayChange} />
            <ExtensionsInCxone view={view} mayChange={mayChange} />
          </div>
        )}
      </TenantFrame>
    );
  });
}
