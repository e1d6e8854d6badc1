// Owner of the data: TanStack Query in DeliveryTable. This Server Component checks the role and gives it the first answer.
import type { Metadata } from "next";
import { permitted } from "#components/console/permitted.tsx";
import { DeliveryTable } from "#components/deliveries/delivery-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { getDeliveryFilters, getQueueHealth, listDeliveries, mayReplay } from "#lib/deliveries/reads.ts";
import { deliveryQuerySchema } from "#lib/deliveries/schema.ts";

export const metadata: Metadata = { title: "Deliveries" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DeliveriesPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  // What cannot be read is left to the route, whose refusal the list shows.
  const asked = deliveryQuerySchema.safeParse(await searchParams);
  return permitted(async () => {
    const [filters, health] = await Promise.all([getDeliveryFilters(ctx), getQueueHealth(ctx)]);
    const first = asked.success ? await listDeliveries(ctx, asked.data) : undefined;
    return (
      <>
        <PageHeader
          title="Deliveries"
          note="Everything that came to Patchbay: what was thought of it, whether it had come before, and what became of it."
        />
        <DeliveryTable first={first} filters={filters} health={health} mayReplay={mayReplay(ctx)} />
      </>
    );
  });
}
