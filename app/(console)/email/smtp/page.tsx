// Owner of the data: this Server Component. There are few mail servers, so they come at once.
import type { Metadata } from "next";
import NextLink from "next/link";
import { ListRow, RowList } from "#components/console/list-row.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { FailureNote } from "#components/email/smtp/failure-note.tsx";
import { SmtpState } from "#components/email/smtp/smtp-state.tsx";
import { AUTH_WORDS } from "#components/email/smtp/words.ts";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { UNKNOWN_ANSWER } from "#lib/email/smtp/end-authorisation.ts";
import { listSmtp } from "#lib/email/smtp/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "SMTP" };

type PageProps = {
  searchParams: Promise<Record<"connection" | "authorised", string | string[] | undefined>>;
};

export default async function SmtpPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection, authorised } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection, ["admin", "operator", "auditor"]);
    const items = chosen ? await listSmtp(ctx, { connection: chosen.id }) : [];
    const mayAdd = "role" in ctx.actor && ctx.actor.role === "admin";
    const add = mayAdd && chosen && (
      <Button asChild variant="primary">
        <NextLink href={`/email/smtp/new?connection=${chosen.id}`}>Add mail server</NextLink>
      </Button>
    );
    return (
      <TenantFrame
        title="SMTP"
        note="Mail servers of your own behind email channels. Without one, CXone sends over AWS SES."
        tenants={tenants}
        chosen={chosen}
        actions={items.length > 0 && add}
      >
        {/* Every other answer of Microsoft leads back to where it was begun. */}
        {authorised === "expired" && (
          <div className="mb-4" role="status">
            <FailureNote failure={UNKNOWN_ANSWER} adminConsentUrl={null} kind="warning" />
          </div>
        )}
        {items.length === 0 ? (
          <EmptyState kind="nothing-yet" title="No mail server of your own" action={add || undefined}>
            Only needed if mail has to leave through your own server, such as Microsoft 365. It is authorised,
            tested and watched here; the account representative switches it on in CXone.
          </EmptyState>
        ) : (
          <RowList>
            {items.map((smtp) => (
              <ListRow
                key={smtp.id}
                href={`/email/smtp/${smtp.id}`}
                name={smtp.name}
                note={`${smtp.mailbox} · ${smtp.host}:${smtp.port} · ${AUTH_WORDS[smtp.auth]}`}
                className="sm:grid-cols-[minmax(0,1fr)_auto]"
              >
                <div className="text-sm sm:text-right">
                  <SmtpState state={smtp.state} />
                  {smtp.lastOkAt && (
                    <p className="text-faint">
                      last mail <Time at={smtp.lastOkAt} />
                    </p>
                  )}
                </div>
              </ListRow>
            ))}
          </RowList>
        )}
      </TenantFrame>
    );
  });
}
