// Owner of the data: SmtpPanel in the browser. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { SmtpDeeds } from "#components/email/smtp/smtp-deeds.tsx";
import { SmtpFacts } from "#components/email/smtp/smtp-facts.tsx";
import { SmtpPanel } from "#components/email/smtp/smtp-panel.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listMails } from "#lib/email/mails/reads.ts";
import { getSmtp } from "#lib/email/smtp/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Mail server" };

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ authorised?: string | string[] }>;
};

export default async function SmtpDetailPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const [{ id }, { authorised }] = await Promise.all([params, searchParams]);
  return permitted(async () => {
    const role = "role" in ctx.actor ? ctx.actor.role : "admin";
    const [smtp, mails] = await Promise.all([getSmtp(ctx, id), listMails(ctx, { smtp: id, limit: 10 })]);
    const { tenants } = await getTenants(ctx, undefined, ["admin", "operator", "auditor"]);
    const isAdmin = role === "admin";
    return (
      <>
        <PageHeader
          title={smtp.name}
          state={smtp.connection.sandbox && <SandboxBadge />}
          note={`${smtp.mailbox} · ${smtp.connection.name}`}
          breadcrumb={[{ label: "SMTP", href: "/email/smtp" }]}
          actions={
            <>
              {(isAdmin || role === "operator") && (
                <Button asChild>
                  <NextLink href={`/email/smtp/${id}/settings`}>Settings</NextLink>
                </Button>
              )}
              {isAdmin && <SmtpDeeds smtp={smtp} tenants={tenants} />}
            </>
          }
        />
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <SmtpPanel
            first={smtp}
            mails={mails.items}
            mayGrant={isAdmin}
            maySend={isAdmin || role === "operator"}
            back={`/email/smtp/${id}`}
            {...(typeof authorised === "string" ? { authorised } : {})}
          />
          <SmtpFacts smtp={smtp} />
        </div>
      </>
    );
  });
}
