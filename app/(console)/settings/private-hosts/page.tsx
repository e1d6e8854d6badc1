// Owner of the data: this Server Component; it renders anew after each change.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { PrivateHostForm } from "#components/private-hosts/private-host-form.tsx";
import { PrivateHostList } from "#components/private-hosts/private-host-list.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listPrivateHosts } from "#lib/private-hosts/reads.ts";

export const metadata: Metadata = { title: "Private hosts" };

export default async function PrivateHostsPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const hosts = await listPrivateHosts(ctx);
    const mayChange = !("role" in ctx.actor) || ctx.actor.role === "admin";
    return (
      <>
        <PageHeader
          title="Private hosts"
          note="Patchbay calls public https addresses only. A bot, a tenant or a sign-in provider inside your network has to be named here first."
        />
        <div className="grid max-w-3xl gap-6">
          <PrivateHostList hosts={hosts} mayChange={mayChange} />
          {mayChange && (
            <Section title="Allow one more">
              <div className="p-4">
                <PrivateHostForm />
              </div>
            </Section>
          )}
        </div>
      </>
    );
  });
}
