// Owner of the data: this Server Component; the page of versions stands in the address.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { PolicyFrame } from "#components/transfers/policies/policy-frame.tsx";
import { PolicyVersions } from "#components/transfers/policies/policy-versions.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getPolicy, listVersions } from "#lib/transfers/policies/reads.ts";
import { maysOf } from "#lib/transfers/policies/state.ts";
import { versionQuery } from "#lib/versions/schema.ts";

export const metadata: Metadata = { title: "Versions of a transfer policy" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[]>> };

export default async function PolicyVersionsPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { id } = await params;
  const { data } = versionQuery.safeParse(await searchParams);
  return permitted(async () => {
    const policy = await getPolicy(ctx, id);
    const page = await listVersions(ctx, id, data);
    return (
      <PolicyFrame policy={policy}>
        <PolicyVersions
          policy={policy}
          page={page}
          before={data?.before}
          canRestore={maysOf(ctx.actor).write && !policy.archivedAt}
        />
      </PolicyFrame>
    );
  });
}
