// Owner of the data: TanStack Query in ListTable. This Server Component checks the role and gives it the first answer.

import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { ListTable } from "#components/outbound/lists/list-table.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listLists } from "#lib/outbound/lists/reads.ts";
import { listQuery } from "#lib/outbound/lists/schema.ts";

export const metadata: Metadata = { title: "Call lists" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CallListsPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const asked = listQuery.safeParse(await searchParams);
  return permitted(async () => {
    const first = asked.success ? await listLists(ctx, asked.data) : undefined;
    const mayCall = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <>
        <PageHeader
          title="Call lists"
          breadcrumb={[{ label: "Personal Connection", href: "/outbound" }]}
          note="Uploaded calls, made one after the other per agent."
          actions={
            mayCall && (
              <Button asChild variant="primary">
                <NextLink href="/outbound/lists/new">Upload a list</NextLink>
              </Button>
            )
          }
        />
        <ListTable first={first} mayCall={mayCall} />
      </>
    );
  });
}
