// Owner of the data: this Server Component; the form takes it over.
import type { Metadata } from "next";
import { Facts } from "#components/console/facts.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { RetentionForm } from "#components/retention/retention-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getRetention } from "#lib/retention/reads.ts";

export const metadata: Metadata = { title: "Retention" };

export default async function RetentionPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const retention = await getRetention(ctx);
    const mayChange = !("role" in ctx.actor) || ctx.actor.role === "admin";
    return (
      <>
        <PageHeader
          title="Retention"
          note="How long logs are kept. The audit log is kept for good: its chain proves that nothing is missing."
        />
        <Card className="max-w-2xl p-6">
          {mayChange ? (
            <RetentionForm retention={retention} />
          ) : (
            <Facts
              facts={[
                ["Request log", `${retention.requestLogDays} days`],
                ["Deliveries", `${retention.deliveriesDays} days`],
                ["Transfers", `${retention.transferDays} days`],
                ["Personal Connection calls", `${retention.outboundDays} days`],
              ]}
            />
          )}
        </Card>
      </>
    );
  });
}
