// Owner of the data: this Server Component; the search stands in the address.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { SearchForm } from "#components/console/search-form.tsx";
import { SignatureList } from "#components/email/signatures/signature-list.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listSignatures } from "#lib/email/signatures/reads.ts";
import { mayWrite } from "#lib/email/templates/state.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Signatures" };

type Query = { connection?: string; search?: string };

export default async function SignaturesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await pageCtx();
  const { connection: wanted, search } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, wanted, ["admin", "operator", "auditor"]);
    const connection = chosen?.id ?? "";
    const { items } = await listSignatures(ctx, { connection, search });
    const add = mayWrite(ctx.actor) && (
      <Button asChild variant="primary">
        <NextLink href={`/email/signatures/new?connection=${connection}`}>New signature</NextLink>
      </Button>
    );
    return (
      <TenantFrame
        title="Signatures"
        note="What stands under the mails of each person. A person has one."
        tenants={tenants}
        chosen={chosen}
        actions={
          <>
            <Button asChild>
              <NextLink href={`/email/signatures/coverage?connection=${connection}`}>Coverage</NextLink>
            </Button>
            {add}
          </>
        }
      >
        <SearchForm label="Search signatures" search={search} />
        {items.length > 0 && <SignatureList signatures={items} />}
        {items.length === 0 && search && (
          <EmptyState
            kind="filtered-out"
            title={`No signature is called “${search}”`}
            action={<Link href={`/email/signatures?connection=${connection}`}>Show all</Link>}
          />
        )}
        {items.length === 0 && !search && (
          <EmptyState kind="nothing-yet" title="No signature yet" action={add}>
            A signature is plain text, HTML or both, with variables for the person who sends it.
          </EmptyState>
        )}
      </TenantFrame>
    );
  });
}
