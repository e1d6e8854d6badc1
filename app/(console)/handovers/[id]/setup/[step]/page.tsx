// Owner of the data: TanStack Query in SetupWizard; this page gives it the first answer.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { permitted } from "#components/console/permitted.tsx";
import { SetupWizard } from "#components/handover/setup-wizard.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { DEFAULT_ISSUER } from "#lib/connections/cxone/schema.ts";
import { listConnections } from "#lib/connections/reads.ts";
import { getHandover, getHandoverSetup } from "#lib/handover/reads.ts";

export const metadata: Metadata = { title: "Set-up" };

export default async function SetupStepPage({ params }: { params: Promise<{ id: string; step: string }> }) {
  const ctx = await pageCtx();
  const { id, step } = await params;
  return permitted(async () => {
    const [setup, handover, connections] = await Promise.all([
      getHandoverSetup(ctx, id),
      getHandover(ctx, id),
      listConnections(ctx),
    ]);
    if (!setup.steps.some((candidate) => candidate.id === step)) notFound();
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    return (
      <SetupWizard
        handoverId={id}
        kind={handover.kind}
        stepId={step}
        initial={setup}
        connections={connections}
        defaultIssuer={DEFAULT_ISSUER}
        sandbox={handover.connection?.environment === "sandbox"}
        mayAct={role === "admin" || role === "operator"}
      />
    );
  });
}
