// Owner of the data: the form in the browser.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { stepLeft } from "#components/email/channels/way-back.ts";
import { SmtpForm } from "#components/email/smtp/smtp-form.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Card } from "#components/ui/card.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { emptySmtp } from "#lib/email/smtp/mapping.ts";
import { redirectUri } from "#lib/email/smtp/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Add mail server" };

type PageProps = { searchParams: Promise<Record<"connection" | "channel", string | string[] | undefined>> };

export default async function NewSmtpPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection, channel } = await searchParams;
  const back = stepLeft(channel, "sending");
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection, ["admin"]);
    return (
      <TenantFrame
        title="Add mail server"
        note="The application is tried at Microsoft first, and kept only if it is known there."
        breadcrumb={[
          back ? { label: "Set-up of the channel", href: back } : { label: "SMTP", href: "/email/smtp" },
        ]}
        tenants={chosen ? [chosen] : []}
        chosen={chosen}
      >
        <Card className="max-w-2xl p-6">
          <SmtpForm
            start={emptySmtp(chosen?.id ?? "")}
            // A channel sends by a mail server of its own tenant.
            tenants={back && chosen ? [chosen] : tenants}
            redirectUri={redirectUri()}
            channel={typeof channel === "string" ? channel : undefined}
          />
        </Card>
      </TenantFrame>
    );
  });
}
