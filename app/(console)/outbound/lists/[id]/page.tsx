// Owner of the data: TanStack Query in CallListPage, which is told of changes. This Server Component gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { CallListPage } from "#components/outbound/lists/list-page.tsx";
import { QueryProvider } from "#components/query-provider.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getList, listRejected } from "#lib/outbound/lists/reads.ts";
import { rejectedQuery } from "#lib/outbound/lists/schema.ts";
import { listCalls } from "#lib/outbound/reads.ts";
import { callQuery } from "#lib/outbound/schema.ts";

export const metadata: Metadata = { title: "Call list" };

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function OutboundListPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { id } = await params;
  const asked = callQuery.safeParse({ ...(await searchParams), list: id });
  return permitted(async () => {
    const [list, rejected, rows] = await Promise.all([
      getList(ctx, id),
      listRejected(ctx, id, rejectedQuery.parse({})),
      asked.success ? listCalls(ctx, asked.data) : undefined,
    ]);
    const mayCall = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <QueryProvider>
        <CallListPage first={list} rows={rows} rejected={rejected} mayCall={mayCall} />
      </QueryProvider>
    );
  });
}
