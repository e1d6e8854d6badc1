// Owner of the data: the form in the browser; this page says which tenants there are.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { NewChannel } from "#components/email/channels/new-channel.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "New email channel" };

type Props = { searchParams: Promise<{ connection?: string }> };

export default async function NewEmailChannelPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection || undefined);
    return (
      <TenantFrame
        title="New email channel"
        note="From a domain to the first mail that arrives. You can leave at any step and come back."
        breadcrumb={[{ label: "Email", href: "/email" }]}
        // The form has the choice.
        tenants={[]}
        chosen={chosen}
      >
        <Card className="max-w-2xl p-6">
          <NewChannel tenants={tenants} chosen={connection ? (chosen?.id ?? "") : ""} />
        </Card>
      </TenantFrame>
    );
  });
}
