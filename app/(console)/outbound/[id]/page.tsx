// Owner of the data: TanStack Query in CallPage, which is told of changes. This Server Component gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { CallPage } from "#components/outbound/call-page.tsx";
import { QueryProvider } from "#components/query-provider.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getCall } from "#lib/outbound/reads.ts";

export const metadata: Metadata = { title: "Personal Connection call" };

type PageProps = { params: Promise<{ id: string }> };

export default async function OutboundCallPage({ params }: PageProps) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const first = await getCall(ctx, id);
    const mayCall = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <QueryProvider>
        <CallPage first={first} mayCall={mayCall} />
      </QueryProvider>
    );
  });
}
