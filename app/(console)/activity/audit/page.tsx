// Owner of the data: TanStack Query in AuditTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { AuditTable } from "#components/audit/audit-table.tsx";
import { VerifyAudit } from "#components/audit/verify-audit.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getAuditFilters, listAudit } from "#lib/audit/reads.ts";
import { auditQuerySchema } from "#lib/audit/schema.ts";
import { getAuditCheck } from "#lib/audit/verify-audit.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";

export const metadata: Metadata = { title: "Audit log" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const asked = auditQuerySchema.safeParse(await searchParams);
  const ownOnly = "role" in ctx.actor && ctx.actor.role === "operator";
  return permitted(async () => {
    const [filters, first, check] = await Promise.all([
      getAuditFilters(ctx),
      asked.success ? listAudit(ctx, asked.data) : undefined,
      ownOnly ? undefined : getAuditCheck(ctx),
    ]);
    const what = ownOnly ? "What you changed, and what jobs did for you." : "Who changed what.";
    return (
      <>
        <PageHeader title="Audit log" note={`${what} Nothing here can be changed or removed.`} />
        {check && <VerifyAudit first={check} />}
        <AuditTable first={first} filters={filters} mayExport={!ownOnly} />
      </>
    );
  });
}
