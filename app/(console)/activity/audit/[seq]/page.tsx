// Owner of the data: this Server Component. What is in the log does not change.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditDetailView } from "#components/audit/audit-detail.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getAuditEntry } from "#lib/audit/reads.ts";
import { auditSeqSchema } from "#lib/audit/schema.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";

export const metadata: Metadata = { title: "Audit log entry" };

type PageProps = { params: Promise<{ seq: string }> };

export default async function AuditEntryPage({ params }: PageProps) {
  const ctx = await pageCtx();
  const seq = auditSeqSchema.safeParse((await params).seq);
  if (!seq.success) notFound();
  return permitted(async () => {
    const entry = await getAuditEntry(ctx, seq.data);
    return (
      <>
        <PageHeader title={entry.action} breadcrumb={[{ label: "Audit log", href: "/activity/audit" }]} />
        <AuditDetailView entry={entry} />
      </>
    );
  });
}
