// Owner of the data: this Server Component, read once when the editor is opened; PolicyEditor sends what is typed.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { PolicyEditor } from "#components/transfers/policies/policy-editor.tsx";
import { PolicyFrame } from "#components/transfers/policies/policy-frame.tsx";
import { PolicyMenu } from "#components/transfers/policies/policy-menu.tsx";
import { PolicySummary } from "#components/transfers/policies/policy-summary.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getPolicy } from "#lib/transfers/policies/reads.ts";
import { maysOf } from "#lib/transfers/policies/state.ts";

export const metadata: Metadata = { title: "Transfer policy" };

export default async function PolicyPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const policy = await getPolicy(ctx, id);
    const mays = maysOf(ctx.actor);
    const changeable = mays.write && !policy.archivedAt;
    return (
      <PolicyFrame policy={policy} actions={mays.write && <PolicyMenu policy={policy} />}>
        {changeable ? <PolicyEditor connections={[]} kept={policy} /> : <PolicySummary body={policy.body} />}
      </PolicyFrame>
    );
  });
}
