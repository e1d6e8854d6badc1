// Owner of the data: this Server Component; while CXone does not answer, the last answer is shown with its age.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { ScriptFacts } from "#components/scripts/script-facts.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { TenantProblem } from "#components/tenant/tenant-problem.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { AppError } from "#lib/errors.ts";
import { getScriptDetail } from "#lib/scripts/reads.ts";
import { splitScriptPath } from "#lib/scripts/schema.ts";
import { getTenants, reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Studio script" };

type PageProps = {
  params: Promise<{ path: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ScriptPage({ params, searchParams }: PageProps) {
  const ctx = await pageCtx();
  const path = decodeURIComponent((await params).path);
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection);
    if (!chosen) throw new AppError("not_found");
    const script = await reachable(() => getScriptDetail(ctx, chosen.id, path));
    return (
      <TenantFrame
        title={splitScriptPath(path).name}
        breadcrumb={[{ label: "Studio scripts", href: `/scripts?connection=${chosen.id}` }]}
        tenants={tenants.filter(({ id }) => id === chosen.id)}
        chosen={chosen}
      >
        {script.ok ? (
          <>
            <StaleNote asOf={script.value.asOf} stale={script.value.stale} connectionId={chosen.id} />
            <ScriptFacts script={script.value.value} connectionId={chosen.id} />
          </>
        ) : (
          <TenantProblem problem={script.problem} connectionId={chosen.id} />
        )}
      </TenantFrame>
    );
  });
}
