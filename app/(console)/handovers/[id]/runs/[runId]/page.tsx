// Owner of the data: TanStack Query in RunPage; this page gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { RunPage } from "#components/handover/run-page.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getHandover, getHandoverSetup } from "#lib/handover/reads.ts";
import { getRun } from "#lib/setup/reads.ts";

const MAY_ACT: ReadonlySet<string> = new Set(["admin", "operator"]);

export const metadata: Metadata = { title: "Run" };

export default async function HandoverRunPage({
  params,
}: {
  params: Promise<{ id: string; runId: string }>;
}) {
  const ctx = await pageCtx();
  const { id, runId } = await params;
  return permitted(async () => {
    const [handover, setup, run] = await Promise.all([
      getHandover(ctx, id),
      getHandoverSetup(ctx, id),
      getRun(ctx, runId),
    ]);
    const next = setup.steps.find((step) => step.id === setup.currentStepId);
    return (
      <RunPage
        kind={handover.kind}
        handoverId={id}
        handoverName={handover.name}
        initial={run}
        next={next ? `${next.title}. ${next.todo ?? ""}` : null}
        byHand={setup.byHand}
        mayAct={"role" in ctx.actor && MAY_ACT.has(ctx.actor.role)}
      />
    );
  });
}
