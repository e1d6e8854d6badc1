// Owner of the data: the form in the browser.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { NewHandover } from "#components/handover/new-handover.tsx";
import { BetaBadge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";

export const metadata: Metadata = { title: "New handover" };

export default async function NewHandoverPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    requireRole(ctx, "admin", "operator");
    return (
      <>
        <PageHeader
          title="New handover"
          state={<BetaBadge />}
          note="From a bot to people in a contact centre. You can leave at any step and come back."
          breadcrumb={[{ label: "Handovers", href: "/handovers" }]}
        />
        <Card className="max-w-2xl p-6">
          <NewHandover />
        </Card>
      </>
    );
  });
}
