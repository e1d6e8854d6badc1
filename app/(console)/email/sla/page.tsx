// Owner of the data: this Server Component; what is saved is written by its own route and the page read again.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SlaPage } from "#components/email/sla/sla-page.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getSla } from "#lib/email/sla/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "SLA" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EmailSlaPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection, ["admin", "operator", "auditor"]);
    const sla = chosen && (await getSla(ctx, chosen.id));
    const mayChange = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <TenantFrame
        title="SLA"
        note="How soon a mail is to be answered and solved, counted in business hours."
        tenants={tenants}
        chosen={chosen}
      >
        {sla && <SlaPage initial={sla} mayChange={mayChange} />}
      </TenantFrame>
    );
  });
}
