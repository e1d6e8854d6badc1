// Owner of the data: the form in the browser.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { InviteForm } from "#components/people/invite-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";

export const metadata: Metadata = { title: "Invite person" };

export default async function NewPersonPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    requireRole(ctx, "admin");
    return (
      <>
        <PageHeader title="Invite person" breadcrumb={[{ label: "People", href: "/settings/people" }]} />
        <Card className="max-w-2xl p-6">
          <InviteForm />
        </Card>
      </>
    );
  });
}
