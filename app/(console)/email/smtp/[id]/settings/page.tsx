// Owner of the data: the form in the browser.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SmtpForm } from "#components/email/smtp/smtp-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { keptSmtp } from "#lib/email/smtp/mapping.ts";
import { getSmtp } from "#lib/email/smtp/reads.ts";

export const metadata: Metadata = { title: "Settings of a mail server" };

type PageProps = { params: Promise<{ id: string }> };

export default async function SmtpSettingsPage({ params }: PageProps) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    requireRole(ctx, "admin", "operator");
    const smtp = await getSmtp(ctx, id);
    return (
      <>
        <PageHeader
          title={`Settings of ${smtp.name}`}
          note="What is empty stays. With another host, authority, tenant or client the secret is asked for again."
          breadcrumb={[
            { label: "SMTP", href: "/email/smtp" },
            { label: smtp.name, href: `/email/smtp/${id}` },
          ]}
        />
        <Card className="max-w-2xl p-6">
          <SmtpForm
            key={smtp.version}
            kept={smtp}
            start={keptSmtp(smtp)}
            tenants={[]}
            redirectUri={smtp.redirectUri}
            mayGrant={!("role" in ctx.actor) || ctx.actor.role === "admin"}
          />
        </Card>
      </>
    );
  });
}
