// Owner of the data: this Server Component. The description was written when the console was built.
import type { Metadata } from "next";
import NextLink from "next/link";
import { OperationEntry } from "#components/api-reference/operation.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { readApiReference } from "#lib/api/api-reference.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";

export const metadata: Metadata = { title: "API" };

export default async function ApiReferencePage() {
  await pageCtx();
  const groups = await readApiReference();
  return (
    <>
      <PageHeader
        title="API"
        note="The console's own pages use these routes, and so can scripts, with the role of an API token."
        actions={
          <Button asChild>
            <a href="/api/openapi.json">OpenAPI document</a>
          </Button>
        }
      />
      <p className="mb-6 max-w-[72ch]">
        Send a token from <Link href="/settings/api-tokens">API tokens</Link> as{" "}
        <code>Authorization: Bearer …</code>. Errors are problem documents: <code>title</code> says what
        happened, <code>fix</code> what to do, <code>fields</code> where.
      </p>
      <nav aria-label="Nouns of the API" className="mb-6 flex flex-wrap gap-x-4 gap-y-1">
        {groups.map(({ name, operations }) => (
          <NextLink
            key={name}
            href={`#${name}`}
            className="rounded-md text-muted hover:text-ink hover:underline"
          >
            {name} <span className="text-faint text-xs tabular-nums">{operations.length}</span>
          </NextLink>
        ))}
      </nav>
      <div className="space-y-8">
        {groups.map(({ name, operations }) => (
          <div key={name} id={name} className="scroll-mt-16">
            <Section title={name}>
              <ul className="divide-y">
                {operations.map((operation) => (
                  <OperationEntry key={operation.id} operation={operation} />
                ))}
              </ul>
            </Section>
          </div>
        ))}
      </div>
    </>
  );
}
