// Owner of the data: this Server Component. What is in the log does not change.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { permitted } from "#components/console/permitted.tsx";
import { RequestDetailView } from "#components/request-log/request-detail.tsx";
import { RequestStatus } from "#components/request-log/request-status.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getRequest } from "#lib/request-log/reads.ts";
import { rowKeySchema } from "#lib/request-log/schema.ts";

export const metadata: Metadata = { title: "Call" };

type PageProps = { params: Promise<{ id: string }> };

export default async function RequestPage({ params }: PageProps) {
  const ctx = await pageCtx();
  const key = rowKeySchema.safeParse((await params).id);
  if (!key.success) notFound();
  return permitted(async () => {
    const call = await getRequest(ctx, key.data);
    return (
      <>
        <PageHeader
          title={call.operation}
          state={<RequestStatus status={call.status} error={call.error} pill />}
          breadcrumb={[{ label: "Request log", href: "/activity/requests" }]}
        />
        <RequestDetailView call={call} />
      </>
    );
  });
}
