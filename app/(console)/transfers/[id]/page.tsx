// Owner of the data: TanStack Query (a live timeline), in TransferPage. This Server Component gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { QueryProvider } from "#components/query-provider.tsx";
import { TransferPage } from "#components/transfers/timeline/transfer-page.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTransfer } from "#lib/transfers/reads.ts";

export const metadata: Metadata = { title: "Transfer" };

export default async function TransferRoute({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const transfer = await getTransfer(ctx, id);
    const mayAct = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <QueryProvider>
        <TransferPage first={transfer} mayAct={mayAct} />
      </QueryProvider>
    );
  });
}
