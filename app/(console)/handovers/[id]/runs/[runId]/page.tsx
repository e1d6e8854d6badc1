// Owner of the data: TanStack Query in RunPage; this page gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { RunPage } from "#components/handover/run-page.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getHandover } from "#lib/handover/reads.ts";
import { getRun } from "#lib/setup/reads.ts";

export const metadata: Metadata = { title: "Run" };

export default async function HandoverRunPage({
  params,
}: {
  params: Promise<{ id: string; runId: string }>;
}) {
  const ctx = await pageCtx();
  const { id, runId } = await params;
  return permitted(async () => {
    const [handover, run] = await Promise.all([getHandover(ctx, id), getRun(ctx, runId)]);
    return <RunPage handoverId={id} handoverName={handover.name} initial={run} />;
  });
}
