// Owner of the data: this Server Component; the page of versions and the one shown stand in the address.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { SignatureFrame } from "#components/email/signatures/signature-frame.tsx";
import { SignatureVersions } from "#components/email/signatures/signature-versions.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getSignature } from "#lib/email/signatures/reads.ts";
import { getSignatureVersion, listSignatureVersions } from "#lib/email/signatures/versions/reads.ts";
import { mayWrite } from "#lib/email/templates/state.ts";
import { versionNumber, versionQuery } from "#lib/versions/schema.ts";

export const metadata: Metadata = { title: "Versions of a signature" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[]>> };

export default async function SignatureVersionsPage({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { id } = await params;
  const query = await searchParams;
  const { data } = versionQuery.safeParse(query);
  const { data: show } = versionNumber.safeParse(query.show);
  return permitted(async () => {
    const signature = await getSignature(ctx, id);
    const [page, open] = await Promise.all([
      listSignatureVersions(ctx, id, data),
      show ? getSignatureVersion(ctx, id, show) : null,
    ]);
    return (
      <SignatureFrame signature={signature}>
        <SignatureVersions
          signature={signature}
          page={page}
          before={data?.before}
          open={open}
          canRestore={mayWrite(ctx.actor) && !signature.deletedAt}
        />
      </SignatureFrame>
    );
  });
}
