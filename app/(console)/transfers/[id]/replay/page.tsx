// Owner of the data: this Server Component, read once; the simulator decides in the browser.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { PolicySummary } from "#components/transfers/policies/policy-summary.tsx";
import { Simulator } from "#components/transfers/simulator/simulator.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { draftOf } from "#lib/transfers/policies/draft/mapping.ts";
import { getReplay } from "#lib/transfers/policies/reads.ts";

export const metadata: Metadata = { title: "Replay of a transfer" };

/** Where the policy can be opened, its editor replays a transfer; here it is replayed by what the log kept of both. */
export default async function ReplayPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const replay = await getReplay(ctx, id);
    const { dialect, policy } = replay;
    return (
      <>
        <PageHeader
          title={`Replay of call ${replay.callId}`}
          note={`By version ${policy.version} of the policy ${policy.name}, as the transfer kept it`}
          breadcrumb={[
            { label: "Transfer log", href: "/transfers/log" },
            { label: "Transfer", href: `/transfers/${id}` },
          ]}
          className="mb-6"
        />
        <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,32rem)]">
          <PolicySummary body={policy.body} />
          {dialect ? (
            <Simulator
              policyId={null}
              dialect={dialect}
              draft={draftOf({ ...policy, description: "" }).body}
              cases={[]}
              mayWrite={false}
              replay={replay}
            />
          ) : (
            <Callout title="This transfer cannot be replayed">
              Its connection was deleted before Patchbay kept which API the call was made through.
            </Callout>
          )}
        </div>
      </>
    );
  });
}
