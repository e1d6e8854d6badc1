// Owner of the data: this Server Component.
import type { Metadata } from "next";
import { ConnectionFrame } from "#components/connections/connection-frame.tsx";
import { Dependents } from "#components/connections/dependents.tsx";
import { EditConnection } from "#components/connections/edit-connection.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { Section } from "#components/ui/card.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { getConnection } from "#lib/connections/reads.ts";

export const metadata: Metadata = { title: "Settings of the connection" };

export default async function ConnectionSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    requireRole(ctx, "admin");
    const connection = await getConnection(ctx, id);
    return (
      <ConnectionFrame connection={connection} isAdmin>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
          <Section
            title="Settings"
            note="Changing where secrets go asks for them again: what is kept is never sent to a new place."
          >
            <div className="p-3">
              <EditConnection kept={connection} />
            </div>
          </Section>
          <Dependents {...connection} />
        </div>
      </ConnectionFrame>
    );
  });
}
