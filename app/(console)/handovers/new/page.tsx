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
          title="New CXone handover"
          state={<BetaBadge />}
          note="Over Bring Your Own Channel. You can leave at any step and come back."
          breadcrumb={[{ label: "Handovers", href: "/handovers" }]}
        />
        <Card className="max-w-2xl p-6">
          <NewHandover />
        </Card>
        <ul className="mt-4 grid max-w-2xl list-disc gap-1 pl-5 text-muted text-sm">
          <li>
            You need: an Administrator role in CXone, an access key, and a client ID and secret from NICE.
          </li>
          <li>
            Snapshots, Packages and the Transfer node of Cognigy.AI do not work with this kind of handover.
          </li>
        </ul>
      </>
    );
  });
}
