// Owner of the data: this Server Component; a new secret lives in the browser until it is stored.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { ByocSecretRotation } from "#components/handover/byoc-secret-rotation.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getByocSecret } from "#lib/handover/byoc-secret/reads.ts";

export const metadata: Metadata = { title: "Rotate the channel secret" };

export default async function RotateSecretPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const rotation = await getByocSecret(ctx, id);
    return (
      <>
        <PageHeader
          title="Rotate the channel secret"
          note="CXone shows this client secret to Patchbay when it asks for a token. Both secrets work until CXone has used the new one, so no conversation is lost."
          breadcrumb={[
            { label: "Handovers", href: "/handovers" },
            { label: rotation.handover.name, href: `/handovers/${id}` },
          ]}
        />
        <ByocSecretRotation rotation={rotation} isAdmin={"role" in ctx.actor && ctx.actor.role === "admin"} />
      </>
    );
  });
}
