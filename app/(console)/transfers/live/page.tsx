// Owner of the data: TanStack Query in LiveTransfers. This Server Component checks the role and gives it the first answer.

import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { QueryProvider } from "#components/query-provider.tsx";
import { LiveTransfers } from "#components/transfers/live/live-transfers.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listLive } from "#lib/transfers/run/list-live.ts";

export const metadata: Metadata = { title: "Open transfers" };

export default async function LiveTransfersPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const first = await listLive(ctx);
    const mayStart = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <>
        <PageHeader
          title="Open transfers"
          note="Calls that are being transferred now, and how their contact centres are doing."
          actions={
            mayStart && (
              <Button variant="primary" asChild>
                <NextLink href="/transfers/start">Start a transfer</NextLink>
              </Button>
            )
          }
        />
        <QueryProvider>
          <LiveTransfers first={first} mayStart={mayStart} />
        </QueryProvider>
      </>
    );
  });
}
