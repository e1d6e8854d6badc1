// Owner of the data: the form in the browser.
import type { Metadata } from "next";
import { NewConnection } from "#components/connections/new-connection.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { DEFAULT_ISSUER } from "#lib/connections/schema.ts";

export const metadata: Metadata = { title: "Connect CXone" };

export default async function NewConnectionPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    requireRole(ctx, "admin");
    return (
      <>
        <PageHeader
          title="Connect CXone"
          note="The credentials are tried first and kept only if they work. Tenant and business unit are looked up."
          breadcrumb={[{ label: "Connections", href: "/connections" }]}
        />
        <Card className="max-w-2xl p-6">
          <NewConnection issuer={DEFAULT_ISSUER} />
        </Card>
      </>
    );
  });
}
