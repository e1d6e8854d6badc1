// Owner of the data: this Server Component. The description was written when the console was built.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NounFrame } from "#components/api-reference/noun-frame.tsx";
import { OperationEntry } from "#components/api-reference/operation.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { readApiDescription } from "#lib/api/api-description.ts";
import { viewNouns, viewOperations } from "#lib/api/api-reference.ts";
import { pageCtx } from "#lib/auth/page-ctx.ts";

type PageProps = { params: Promise<{ noun: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { noun: name } = await params;
  const noun = viewNouns(await readApiDescription()).find((one) => one.name === name);
  return { title: noun ? `${noun.title} in the API` : "API" };
}

export default async function ApiNounPage({ params }: PageProps) {
  await pageCtx();
  const { noun: name } = await params;
  const description = await readApiDescription();
  const nouns = viewNouns(description);
  const noun = nouns.find((one) => one.name === name);
  if (!noun) notFound();
  return (
    <>
      <PageHeader
        title={noun.title}
        note={noun.says}
        breadcrumb={[{ label: "API", href: "/settings/api" }]}
      />
      <NounFrame nouns={nouns} current={name}>
        <Card>
          <ul className="divide-y">
            {viewOperations(description, name).map((operation) => (
              <OperationEntry key={operation.id} operation={operation} />
            ))}
          </ul>
        </Card>
      </NounFrame>
    </>
  );
}
