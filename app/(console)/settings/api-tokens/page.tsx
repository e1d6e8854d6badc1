// Owner of the data: TanStack Query in TokenTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import NextLink from "next/link";
import { TokenTable } from "#components/api-tokens/token-table.tsx";
import { permitted } from "#components/console/permitted.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listTokens } from "#lib/people/reads.ts";
import { tokenQuerySchema } from "#lib/people/schema.ts";

export const metadata: Metadata = { title: "API tokens" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ApiTokensPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows; the role is checked all the same.
  const asked = tokenQuerySchema.safeParse(await searchParams);
  return permitted(async () => {
    const tokens = await listTokens(ctx, asked.data ?? tokenQuerySchema.parse({}));
    return (
      <>
        <PageHeader
          title="API tokens"
          note="Keys for scripts. Each acts with the role it was made with, under its own name in the audit log."
          actions={
            <Button asChild variant="primary">
              <NextLink href="/settings/api-tokens/new">Make token</NextLink>
            </Button>
          }
        />
        <TokenTable first={asked.success ? tokens : undefined} />
      </>
    );
  });
}
