// Owner of the data: this Server Component; the page of versions stands in the address.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { PolicyFrame } from "#components/transfers/policies/policy-frame.tsx";
import { VersionList } from "#components/transfers/policies/version-list.tsx";
import { Link } from "#components/ui/link.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getPolicy, listVersions } from "#lib/transfers/policies/reads.ts";
import { versionQuery } from "#lib/transfers/policies/schema.ts";
import { maysOf } from "#lib/transfers/policies/state.ts";

export const metadata: Metadata = { title: "Versions of a transfer policy" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[]>> };

export default async function PolicyVersionsPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { id } = await params;
  const { data } = versionQuery.safeParse(await searchParams);
  return permitted(async () => {
    const policy = await getPolicy(ctx, id);
    const { items, next } = await listVersions(ctx, id, data);
    const base = `/transfers/policies/${id}/versions`;
    return (
      <PolicyFrame policy={policy}>
        <VersionList
          policy={policy}
          versions={items}
          canRestore={maysOf(ctx.actor).write && !policy.archivedAt}
        />
        <p className="mt-4 flex gap-4 text-sm">
          {data?.before && <Link href={base}>Newest</Link>}
          {next && <Link href={`${base}?before=${next}`}>Older</Link>}
        </p>
      </PolicyFrame>
    );
  });
}
