// Owner of the data: this Server Component; a replay, or its conversation moving, has it read again.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { permitted } from "#components/console/permitted.tsx";
import { DeliveryDetailView } from "#components/deliveries/delivery-detail.tsx";
import { ResultMark, VerdictMark } from "#components/deliveries/delivery-marks.tsx";
import { ReplayDelivery } from "#components/deliveries/replay-delivery.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { endpointInWords } from "#lib/deliveries/mapping.ts";
import { getDelivery } from "#lib/deliveries/reads.ts";
import { deliveryIdSchema } from "#lib/deliveries/schema.ts";
import { eventInWords } from "#lib/handover/conversation/mapping.ts";

export const metadata: Metadata = { title: "Delivery" };

type PageProps = { params: Promise<{ id: string }> };

export default async function DeliveryPage({ params }: PageProps) {
  const ctx = await pageCtx();
  const id = deliveryIdSchema.safeParse((await params).id);
  if (!id.success) notFound();
  return permitted(async () => {
    const delivery = await getDelivery(ctx, id.data);
    return (
      <>
        <PageHeader
          title={delivery.kind ? eventInWords(delivery.kind) : endpointInWords(delivery.endpoint)}
          state={
            delivery.result ? (
              <ResultMark delivery={delivery} pill />
            ) : (
              <VerdictMark delivery={delivery} pill />
            )
          }
          note={`Delivery ${delivery.id}`}
          breadcrumb={[{ label: "Deliveries", href: "/activity/deliveries" }]}
          actions={delivery.mayReplay && <ReplayDelivery delivery={delivery} />}
        />
        <DeliveryDetailView delivery={delivery} />
      </>
    );
  });
}
