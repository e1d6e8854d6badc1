// Owner of the data: this Server Component, read once; SignatureEditor sends what is typed.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SignatureEditor } from "#components/email/signatures/signature-editor.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "New signature" };

export default async function NewSignaturePage({
  searchParams,
}: {
  searchParams: Promise<{ connection?: string }>;
}) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    return (
      <TenantFrame
        title="New signature"
        note="Plain text, HTML, or both; people are given it afterwards."
        breadcrumb={[{ label: "Signatures", href: "/email/signatures" }]}
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && <SignatureEditor connectionId={chosen.id} />}
      </TenantFrame>
    );
  });
}
