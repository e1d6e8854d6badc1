// Owner of the data: this Server Component; the person it is shown for stands in the address.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { AssignedPeople } from "#components/email/signatures/assigned-people.tsx";
import { SignatureEditor } from "#components/email/signatures/signature-editor.tsx";
import { SignatureFrame } from "#components/email/signatures/signature-frame.tsx";
import { SignatureInCxone } from "#components/email/signatures/signature-in-cxone.tsx";
import { SignatureMenu } from "#components/email/signatures/signature-menu.tsx";
import { SignaturePreview } from "#components/email/signatures/signature-preview.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getPerson, getSignature } from "#lib/email/signatures/reads.ts";
import { mayWrite } from "#lib/email/templates/state.ts";
import { reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Signature" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ person?: string }> };

export default async function SignaturePage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { id } = await params;
  const { person: wanted } = await searchParams;
  return permitted(async () => {
    const signature = await getSignature(ctx, id);
    const agentId = Number(wanted);
    const asked = Number.isSafeInteger(agentId) && agentId > 0;
    const found = asked ? await reachable(() => getPerson(ctx, signature.connection.id, agentId)) : null;
    const person = found?.ok ? found.value : null;
    const writes = mayWrite(ctx.actor) && signature.deletedAt === null;
    return (
      <SignatureFrame signature={signature} actions={writes && <SignatureMenu signature={signature} />}>
        {writes ? (
          <SignatureEditor connectionId={signature.connection.id} kept={signature} person={person} />
        ) : (
          <SignaturePreview {...signature} person={person} />
        )}
        <div className="mt-8 space-y-8">
          <AssignedPeople signature={signature} mayWrite={writes} />
          <SignatureInCxone signature={signature} mayWrite={writes} />
        </div>
      </SignatureFrame>
    );
  });
}
