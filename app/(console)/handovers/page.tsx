// Owner of the data: this Server Component; search and page stand in the address.
import type { Metadata } from "next";
import NextLink from "next/link";
import { ListRow, RowList } from "#components/console/list-row.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { SearchForm } from "#components/console/search-form.tsx";
import { CENTRE_NAMES } from "#components/handover/centre-name.ts";
import { HandoverLine } from "#components/handover/handover-line.tsx";
import { HandoverSigns } from "#components/handover/handover-signs.tsx";
import { HandoverState } from "#components/handover/handover-state.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listHandovers } from "#lib/handover/reads.ts";

export const metadata: Metadata = { title: "Handovers" };

type Props = { searchParams: Promise<{ search?: string; cursor?: string; removed?: string }> };

export default async function HandoversPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { search, cursor, removed: shown } = await searchParams;
  const removed = shown === "true";
  return permitted(async () => {
    const { items, next } = await listHandovers(ctx, { search, cursor, removed });
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    const add = (role === "admin" || role === "operator") && (
      <Button asChild variant="primary">
        <NextLink href="/handovers/new">New handover</NextLink>
      </Button>
    );
    return (
      <>
        <PageHeader
          title="Handovers"
          note="From a bot to people in a contact centre, and back."
          actions={add}
        />
        <SearchForm label="Search handovers" search={search} />
        {items.length === 0 && search && (
          <EmptyState
            kind="filtered-out"
            title={`No handover is called “${search}”`}
            action={<Link href="/handovers">Show all</Link>}
          />
        )}
        {items.length === 0 && !search && removed && (
          <EmptyState kind="filtered-out" title="No handover is removed" />
        )}
        {items.length === 0 && !search && !removed && (
          <EmptyState kind="nothing-yet" title="No handover yet" action={add}>
            A handover is set up once, in about ten minutes. After that it hands conversations over by itself.
          </EmptyState>
        )}
        {items.length > 0 && (
          <RowList>
            {items.map((handover) => (
              <ListRow
                key={handover.id}
                href={`/handovers/${handover.id}`}
                name={handover.name}
                signs={
                  <>
                    {handover.connection?.environment === "sandbox" && <SandboxBadge />}
                    <HandoverSigns drifted={handover.drifted} waiting={handover.waiting} />
                  </>
                }
                note={
                  <p className="flex flex-wrap gap-x-2">
                    <span>{CENTRE_NAMES[handover.kind]}</span>
                    <span>{handover.connection?.name ?? "No connection chosen"}</span>
                  </p>
                }
                className="sm:grid-cols-[minmax(0,1fr)_minmax(0,20rem)_8rem]"
              >
                <HandoverLine handover={handover} />
                <div className="text-sm sm:text-right">
                  <HandoverState state={handover.state} />
                  <p className="text-faint">
                    {handover.liveSince ? "since " : "begun "}
                    <Time at={handover.liveSince ?? handover.createdAt} />
                  </p>
                </div>
              </ListRow>
            ))}
          </RowList>
        )}
        <p className="mt-4 flex gap-4 text-sm">
          {next && (
            <Link
              href={`/handovers?${new URLSearchParams({ ...(search ? { search } : {}), ...(removed ? { removed: "true" } : {}), cursor: next })}`}
            >
              More
            </Link>
          )}
          {removed ? (
            <Link href="/handovers">Show those in use</Link>
          ) : (
            <Link href="/handovers?removed=true">Show removed</Link>
          )}
        </p>
      </>
    );
  });
}
