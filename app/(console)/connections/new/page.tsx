// Owner of the data: the form in the browser.
import type { Metadata } from "next";
import { NewConnection } from "#components/connections/new-connection.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { DEFAULT_ISSUER } from "#lib/connections/cxone/schema.ts";
import { kindNamed } from "#lib/connections/mapping.ts";

export const metadata: Metadata = { title: "Connect a tenant" };

type PageProps = { searchParams: Promise<{ kind?: string | string[] }> };

export default async function NewConnectionPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { kind } = await searchParams;
  return permitted(async () => {
    requireRole(ctx, "admin");
    return (
      <>
        <PageHeader
          title="Connect a tenant"
          note="The credentials are tried first and kept only if they work."
          breadcrumb={[{ label: "Connections", href: "/connections" }]}
        />
        <Card className="max-w-2xl p-6">
          <NewConnection issuer={DEFAULT_ISSUER} kind={kindNamed(kind)} />
        </Card>
      </>
    );
  });
}
