// Owner of the data: this Server Component; search and page stand in the address.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { SearchForm } from "#components/console/search-form.tsx";
import { PolicyList } from "#components/transfers/policies/policy-list.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listPolicies } from "#lib/transfers/policies/reads.ts";
import { maysOf } from "#lib/transfers/policies/state.ts";

export const metadata: Metadata = { title: "Transfer policies" };

type Props = { searchParams: Promise<{ search?: string; cursor?: string; archived?: string }> };

export default async function PoliciesPage({ searchParams }: Props) {
  const ctx = await pageCtx();
  const { search, cursor, archived: shown } = await searchParams;
  const archived = shown === "true";
  return permitted(async () => {
    const { items, next } = await listPolicies(ctx, { search, cursor, archived });
    const add = maysOf(ctx.actor).write && (
      <Button asChild variant="primary">
        <NextLink href="/transfers/policies/new">New policy</NextLink>
      </Button>
    );
    const onwards = { ...(search ? { search } : {}), ...(archived ? { archived: "true" } : {}) };
    return (
      <>
        <PageHeader
          title="Transfer policies"
          note="Where a call goes, what stands in when nobody is there, and where it ends."
          actions={add}
        />
        <SearchForm label="Search policies" search={search} />
        {items.length > 0 && <PolicyList policies={items} />}
        {items.length === 0 && search && (
          <EmptyState
            kind="filtered-out"
            title={`No policy is called “${search}”`}
            action={<Link href="/transfers/policies">Show all</Link>}
          />
        )}
        {items.length === 0 && !search && archived && (
          <EmptyState kind="filtered-out" title="No policy is archived" />
        )}
        {items.length === 0 && !search && !archived && (
          <EmptyState kind="nothing-yet" title="No transfer policy yet" action={add}>
            A policy names the queue a call goes to first, what stands in for it, and the voicemail at the
            end. It can be tried here without a caller.
          </EmptyState>
        )}
        <p className="mt-4 flex gap-4 text-sm">
          {next && (
            <Link href={`/transfers/policies?${new URLSearchParams({ ...onwards, cursor: next })}`}>
              More
            </Link>
          )}
          {archived ? (
            <Link href="/transfers/policies">Show those in use</Link>
          ) : (
            <Link href="/transfers/policies?archived=true">Show archived</Link>
          )}
        </p>
      </>
    );
  });
}
