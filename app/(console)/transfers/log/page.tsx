// Owner of the data: TanStack Query in TransferTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { TransferTable } from "#components/transfers/log/transfer-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listSavedViews } from "#lib/saved-views/reads.ts";
import { getTransferFilters, listTransfers } from "#lib/transfers/log/reads.ts";
import { transferQuerySchema } from "#lib/transfers/log/schema.ts";

export const metadata: Metadata = { title: "Transfer log" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TransferLogPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read, or may not be asked, is left to the route, whose refusal the list shows.
  const asked = transferQuerySchema.safeParse(await searchParams);
  return permitted(async () => {
    const [filters, views] = await Promise.all([getTransferFilters(ctx), listSavedViews(ctx, "transfers")]);
    const first =
      asked.success && (filters.byCaller || !asked.data.caller)
        ? await listTransfers(ctx, asked.data)
        : undefined;
    const mayStart = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <>
        <PageHeader
          title="Transfer log"
          note="One row for every call that was transferred: where it went, and why."
        />
        <TransferTable first={first} filters={filters} views={views} mayStart={mayStart} />
      </>
    );
  });
}
