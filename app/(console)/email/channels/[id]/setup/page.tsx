// Owner of the data: this Server Component; it only leads on.
import { redirect } from "next/navigation";
import { permitted } from "#components/console/permitted.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getEmailChannelSetup } from "#lib/email/channels/reads.ts";

export default async function SetupPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const { currentStepId, steps } = await getEmailChannelSetup(ctx, id);
    redirect(`/email/channels/${id}/setup/${currentStepId ?? steps.at(-1)?.id}`);
  });
}
