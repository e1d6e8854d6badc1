// Owner of the data: the form in the browser.
import type { Metadata } from "next";
import { NewTokenForm } from "#components/api-tokens/new-token-form.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";

export const metadata: Metadata = { title: "Make token" };

export default async function NewTokenPage() {
  const ctx = await pageCtx();
  return permitted(async () => {
    requireRole(ctx, "admin");
    return (
      <>
        <PageHeader title="Make token" breadcrumb={[{ label: "API tokens", href: "/settings/api-tokens" }]} />
        <Card className="max-w-2xl p-6">
          <NewTokenForm />
        </Card>
      </>
    );
  });
}
