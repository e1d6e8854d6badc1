// Owner of the data: this Server Component; it renders anew when the server says that a channel changed.
import type { Metadata } from "next";
import NextLink from "next/link";
import { RowList } from "#components/console/list-row.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { SearchForm } from "#components/console/search-form.tsx";
import { BouncedCount, HomeRow } from "#components/email/channels/home-row.tsx";
import { OpenRemovals } from "#components/email/channels/open-removals.tsx";
import { Zones } from "#components/email/channels/zones.tsx";
import { LiveRefresh } from "#components/setup/live-refresh.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { ROLES } from "#lib/auth/schema.ts";
import { NO_CHANNEL } from "#lib/email/bounced/mapping.ts";
import { getBusinessZone } from "#lib/email/channels/get-business-zone.ts";
import { listEmailHome } from "#lib/email/channels/list-email-home.ts";
import { listOpenRemovals } from "#lib/email/channels/removal/reads.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Email" };

type Props = { searchParams: Promise<{ search?: string; cursor?: string; connection?: string }> };

export default async function EmailPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { search, cursor, connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection, ROLES);
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    const [{ items, next }, removals, zone] = await Promise.all([
      listEmailHome(ctx, { search, cursor, connection: chosen?.id }),
      listOpenRemovals(ctx, { connection: chosen?.id }),
      chosen ? getBusinessZone(ctx, chosen.id) : null,
    ]);
    // The same for every channel of the tenant.
    const unknown = items[0]?.bounced.unknown ?? 0;
    const mayAct = role === "admin" || role === "operator";
    const add = mayAct && (
      <Button asChild variant="primary">
        <NextLink href={`/email/channels/new?connection=${chosen?.id ?? ""}`}>New email channel</NextLink>
      </Button>
    );
    return (
      <TenantFrame
        title="Email"
        note="Channels of digital email: how each stands, its last mail, and whom it waits for."
        tenants={tenants}
        chosen={chosen}
        actions={add}
      >
        <LiveRefresh topics={["email-channels", "email-traffic", "bounced"]} />
        {(items.length > 0 || search) && <SearchForm label="Search email channels" search={search} />}
        {items.length === 0 && search && (
          <EmptyState
            kind="filtered-out"
            title={`No email channel is called “${search}”`}
            action={<Link href="/email">Show all</Link>}
          />
        )}
        {items.length === 0 && !search && (
          <EmptyState kind="nothing-yet" title="No email channel yet" action={add}>
            One set-up leads from a domain to the first mail that arrives in CXone. It can wait for DNS or for
            the account representative for days and goes on where it was.
          </EmptyState>
        )}
        {items.length > 0 && (
          <RowList>
            {items.map((row) => (
              <HomeRow key={row.id} row={row} mayOpen={role !== "supervisor"} />
            ))}
          </RowList>
        )}
        {items.length > 0 && (
          <p className="mt-2 text-muted text-sm">
            Last mail is the newest message of CXone in the contacts of a channel that changed last, or a mail
            of Patchbay. One in an older contact that stayed open can be missed.
            {unknown > 0 && chosen && (
              <>
                {" "}
                Of no known channel:{" "}
                <BouncedCount
                  count={unknown}
                  channel={NO_CHANNEL}
                  connectionId={chosen.id}
                  mayOpen={role !== "supervisor"}
                />{" "}
                more bounced {unknown === 1 ? "address" : "addresses"}.
              </>
            )}
          </p>
        )}
        <OpenRemovals removals={removals} mayOpen={role !== "supervisor"} />
        <div className="mt-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
          {chosen && zone !== null && <Zones tenant={chosen.name} zone={zone} />}
          {next && chosen && (
            <Link
              href={`/email?${new URLSearchParams({ connection: chosen.id, ...(search ? { search } : {}), cursor: next })}`}
            >
              More
            </Link>
          )}
        </div>
      </TenantFrame>
    );
  });
}
