// Owner of the data: this Server Component; search and page stand in the address.
import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { SearchForm } from "#components/console/search-form.tsx";
import { OrphanNote } from "#components/email/templates/orphan-note.tsx";
import { TemplateList } from "#components/email/templates/template-list.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listOrphans, listTemplates } from "#lib/email/templates/reads.ts";
import { mayWrite } from "#lib/email/templates/state.ts";
import { getTenants } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Templates" };

type Query = { connection?: string; search?: string; cursor?: string; deleted?: string };

export default async function TemplatesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await pageCtx();
  const { connection: wanted, search, cursor, deleted: shown } = await searchParams;
  const deleted = shown === "true";
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, wanted, ["admin", "operator", "auditor"]);
    const connection = chosen?.id ?? "";
    const [{ items, next }, orphans] = await Promise.all([
      listTemplates(ctx, { connection, search, cursor, deleted }),
      listOrphans(ctx, connection),
    ]);
    const here = { connection, ...(deleted ? { deleted: "true" } : {}) };
    const address = (other: Record<string, string>) =>
      `/email/templates?${new URLSearchParams({ ...here, ...(search ? { search } : {}), ...other })}`;
    const add = mayWrite(ctx.actor) && (
      <Button asChild variant="primary">
        <NextLink href={`/email/templates/new?connection=${connection}`}>New template</NextLink>
      </Button>
    );
    return (
      <TenantFrame
        title="Templates"
        note="What stands round the mails that agents write. Made and kept here, entered in CXone by hand."
        tenants={tenants}
        chosen={chosen}
        actions={add}
      >
        <OrphanNote orphans={orphans} />
        <SearchForm label="Search templates" search={search} />
        {items.length > 0 && <TemplateList templates={items} />}
        {items.length === 0 && (search || deleted) && (
          <EmptyState
            kind="filtered-out"
            title={search ? `No template is called “${search}”` : "No template is deleted"}
            action={<Link href={`/email/templates?connection=${connection}`}>Show all</Link>}
          />
        )}
        {items.length === 0 && !search && !deleted && (
          <EmptyState kind="nothing-yet" title="No email template yet" action={add}>
            A template is HTML with variables. It can be looked at, checked and sent to yourself before it is
            entered in CXone.
          </EmptyState>
        )}
        <p className="mt-4 flex gap-4 text-sm">
          {next && <Link href={address({ cursor: next })}>More</Link>}
          {deleted ? (
            <Link href={`/email/templates?connection=${connection}`}>Show those in use</Link>
          ) : (
            <Link href={`/email/templates?connection=${connection}&deleted=true`}>Show deleted</Link>
          )}
        </p>
      </TenantFrame>
    );
  });
}
