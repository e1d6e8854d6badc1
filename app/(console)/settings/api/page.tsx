// Owner of the data: this Server Component. The description was written when the console was built.
import type { Metadata } from "next";
import { NounList } from "#components/api-reference/noun-list.tsx";
import { OperationHits } from "#components/api-reference/operation-hits.tsx";
import { SearchForm } from "#components/console/search-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { readApiDescription } from "#lib/api/api-description.ts";
import { findOperations, viewNouns } from "#lib/api/api-reference.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";

export const metadata: Metadata = { title: "API" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ApiReferencePage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const isAdmin = "role" in ctx.actor && ctx.actor.role === "admin";
  const { search: asked } = await searchParams;
  const search = typeof asked === "string" ? asked.trim().slice(0, 100) : "";
  const description = await readApiDescription();
  return (
    <>
      <PageHeader
        title="API"
        note="The console's own pages use these endpoints, and so can scripts, with the role of an API token."
        actions={
          <Button asChild>
            <a href="/api/openapi.json">OpenAPI document</a>
          </Button>
        }
      />
      <p className="mb-6 max-w-[72ch]">
        Send{" "}
        {isAdmin ? (
          <>
            a token from <Link href="/settings/api-tokens">API tokens</Link>
          </>
        ) : (
          "an API token, which an admin makes,"
        )}{" "}
        as <code>Authorization: Bearer …</code>. Errors are problem documents: <code>title</code> says what
        happened, <code>fix</code> what to do, <code>fields</code> where.
      </p>
      <SearchForm label="Search addresses and summaries" search={search} />
      {search ? (
        <OperationHits search={search} hits={findOperations(description, search)} />
      ) : (
        <NounList nouns={viewNouns(description)} />
      )}
    </>
  );
}
