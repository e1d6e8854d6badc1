// Owner of the data: this Server Component; the page of versions and the one shown stand in the address.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { TemplateFrame } from "#components/email/templates/template-frame.tsx";
import { VersionList } from "#components/email/templates/version-list.tsx";
import { Link } from "#components/ui/link.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getTemplate, getVersion, listVersions } from "#lib/email/templates/reads.ts";
import { versionNumber, versionQuery } from "#lib/email/templates/schema.ts";
import { mayWrite } from "#lib/email/templates/state.ts";

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
    const [{ items, next }, open] = await Promise.all([
      listVersions(ctx, id, data),
      show ? getVersion(ctx, id, show) : null,
    ]);
    const base = `/email/templates/${id}/versions`;
    return (
      <TemplateFrame template={template}>
        <VersionList
          template={template}
          versions={items}
          open={open}
          canRestore={mayWrite(ctx.actor) && !template.deletedAt}
        />
        <p className="mt-4 flex gap-4 text-sm">
          {data?.before && <Link href={base}>Newest</Link>}
          {next && <Link href={`${base}?before=${next}`}>Older</Link>}
        </p>
      </TemplateFrame>
    );
  });
}
