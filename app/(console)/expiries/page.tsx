// Owner of the data: this Server Component. There are few secrets and deadlines, so they come at once.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { ExpiryList } from "#components/expiries/expiry-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listExpiries } from "#lib/expiries/reads.ts";

export const metadata: Metadata = { title: "Expiry calendar" };

export default async function ExpiriesPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    const items = await listExpiries(ctx);
    const isAdmin = "role" in ctx.actor && ctx.actor.role === "admin";
    return (
      <>
        <PageHeader
          title="Expiry calendar"
          note="Secrets, API tokens and dates that vendors set, soonest first. A notice reminds 60, 30, 14, 7 and 1 days before."
        />
        <ExpiryList items={items} isAdmin={isAdmin} />
      </>
    );
  });
}
