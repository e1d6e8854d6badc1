// Owner of the data: this Server Component, read once when the editor is opened; PolicyEditor sends what is typed.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { PolicyEditor } from "#components/transfers/policies/policy-editor.tsx";
import { PolicyFrame } from "#components/transfers/policies/policy-frame.tsx";
import { PolicyMenu } from "#components/transfers/policies/policy-menu.tsx";
import { PolicySummary } from "#components/transfers/policies/policy-summary.tsx";
import { Simulator } from "#components/transfers/simulator/simulator.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listCases } from "#lib/transfers/policies/cases/reads.ts";
import { draftOf } from "#lib/transfers/policies/draft/mapping.ts";
import { getPolicy, getReplay } from "#lib/transfers/policies/reads.ts";
import { maysOf } from "#lib/transfers/policies/state.ts";

export const metadata: Metadata = { title: "Transfer policy" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ replay?: string | string[] }> };

export default async function PolicyPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { id } = await params;
  const { replay: asked } = await searchParams;
  const wanted = typeof asked === "string" ? asked : undefined;
  return permitted(async () => {
    const policy = await getPolicy(ctx, id);
    const mays = maysOf(ctx.actor);
    const [cases, replay] = mays.simulate
      ? await Promise.all([listCases(ctx, id), wanted ? getReplay(ctx, wanted) : undefined])
      : [];
    return (
      <PolicyFrame policy={policy} actions={mays.write && <PolicyMenu policy={policy} />}>
        {mays.write && !policy.archivedAt ? (
          <PolicyEditor connections={[]} kept={policy} cases={cases} replay={replay} />
        ) : (
          <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,32rem)]">
            <PolicySummary body={policy.body} />
            {cases && (
              <Simulator
                policyId={policy.id}
                dialect={policy.connection.dialect}
                draft={draftOf(policy).body}
                cases={cases}
                mayWrite={false}
                replay={replay}
              />
            )}
          </div>
        )}
      </PolicyFrame>
    );
  });
}
