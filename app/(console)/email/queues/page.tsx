// Owner of the data: this Server Component; what is saved is written by its own routes and the page read again.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { QueueList } from "#components/email/queues/queue-list.tsx";
import { StaleNote } from "#components/tenant/stale-note.tsx";
import { TenantFrame } from "#components/tenant/tenant-frame.tsx";
import { TenantProblem } from "#components/tenant/tenant-problem.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listQueues } from "#lib/email/queues/reads.ts";
import { getTenants, reachable } from "#lib/tenant/reads.ts";

export const metadata: Metadata = { title: "Routing queues" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function EmailQueuesPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { connection } = await searchParams;
  return permitted(async () => {
    const { tenants, chosen } = await getTenants(ctx, connection, ["admin", "operator", "auditor"]);
    const queues = chosen && (await reachable(() => listQueues(ctx, chosen.id)));
    const mayChange = !("role" in ctx.actor) || ctx.actor.role !== "auditor";
    return (
      <TenantFrame
        title="Routing queues"
        note="Which existing queues also route an email channel. New work is routed by digital skills and Studio scripts instead."
        tenants={tenants}
        chosen={chosen}
      >
        {chosen && queues && !queues.ok && (
          <TenantProblem problem={queues.problem} connectionId={chosen.id} />
        )}
        {chosen && queues?.ok && (
          <>
            <StaleNote asOf={queues.value.asOf} stale={queues.value.stale} connectionId={chosen.id} />
            <QueueList connectionId={chosen.id} {...queues.value.value} mayChange={mayChange} />
          </>
        )}
      </TenantFrame>
    );
  });
}
