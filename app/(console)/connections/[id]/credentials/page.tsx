// Owner of the data: this Server Component; the forms own what is typed.
import type { Metadata } from "next";
import { ConnectionFrame } from "#components/connections/connection-frame.tsx";
import { CredentialList } from "#components/connections/credential-list.tsx";
import { HealthSummary } from "#components/connections/health-summary.tsx";
import { Reauthorise } from "#components/connections/reauthorise.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { Section } from "#components/ui/card.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getConnectionHealth } from "#lib/connections/health/reads.ts";
import { KIND_NAMES, ownPath } from "#lib/connections/mapping.ts";
import { getConnection } from "#lib/connections/reads.ts";

export const metadata: Metadata = { title: "Credentials of the connection" };

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ return?: string | string[] }>;
};

export default async function CredentialsPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { id } = await params;
  const { return: back } = await searchParams;
  return permitted(async () => {
    const [connection, health] = await Promise.all([getConnection(ctx, id), getConnectionHealth(ctx, id)]);
    const isAdmin = "role" in ctx.actor && ctx.actor.role === "admin";
    return (
      <ConnectionFrame connection={connection} isAdmin={isAdmin}>
        <div className="grid max-w-4xl gap-6">
          {connection.health.state === "failing" && (
            <HealthSummary connectionId={id} health={health} isAdmin={false} />
          )}
          <CredentialList connection={connection} isAdmin={isAdmin} />
          {isAdmin && (
            <Section
              title="Re-authorise"
              note={`For credentials that fail or were lost. The new ones are tried at ${KIND_NAMES[connection.kind]} first; ids, settings and what uses it stay, and nothing has to be set up again.`}
            >
              <div className="p-3">
                <Reauthorise connection={connection} returnTo={ownPath(back)} />
              </div>
            </Section>
          )}
        </div>
      </ConnectionFrame>
    );
  });
}
