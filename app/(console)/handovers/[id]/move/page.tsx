// Owner of the data: this Server Component; the choice lives in the form until it is done.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { MoveBot } from "#components/handover/move-bot.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getMove } from "#lib/handover/move/reads.ts";

export const metadata: Metadata = { title: "Move the bot" };

export default async function MovePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageCtx();
  const { id } = await params;
  return permitted(async () => {
    const move = await getMove(ctx, id);
    const role = "role" in ctx.actor ? ctx.actor.role : "auditor";
    return (
      <>
        <PageHeader
          title="Move the bot"
          note="The bot, with its settings and secrets, goes to another handover, also to one of the other contact centre. The webchat address stays the same for visitors."
          breadcrumb={[
            { label: "Handovers", href: "/handovers" },
            { label: move.handover.name, href: `/handovers/${id}` },
          ]}
        />
        <MoveBot move={move} isAdmin={role === "admin"} mayMake={role === "admin" || role === "operator"} />
      </>
    );
  });
}
