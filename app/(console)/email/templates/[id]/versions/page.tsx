// Owner of the data: this Server Component; the page of versions and the one shown stand in the address.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { TemplateFrame } from "#components/email/templates/template-frame.tsx";
import { TemplateVersions } from "#components/email/templates/template-versions.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTemplate, getVersion, listVersions } from "#lib/email/templates/reads.ts";
import { mayWrite } from "#lib/email/templates/state.ts";
import { versionNumber, versionQuery } from "#lib/versions/schema.ts";

export const metadata: Metadata = { title: "Versions of a template" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[]>> };

export default async function TemplateVersionsPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { id } = await params;
  const query = await searchParams;
  const { data } = versionQuery.safeParse(query);
  const { data: show } = versionNumber.safeParse(query.show);
  return permitted(async () => {
    const template = await getTemplate(ctx, id);
    const [page, open] = await Promise.all([
      listVersions(ctx, id, data),
      show ? getVersion(ctx, id, show) : null,
    ]);
    return (
      <TemplateFrame template={template}>
        <TemplateVersions
          template={template}
          page={page}
          before={data?.before}
          open={open}
          canRestore={mayWrite(ctx.actor) && !template.deletedAt}
        />
      </TemplateFrame>
    );
  });
}
